"""Settings: safe by default, everything else from the environment (ARTICULATOR_...)."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from articulator.site.features import APPS


def env(name: str, default: str = "") -> str:
    """A setting from the environment, or from the file that NAME_FILE points to (secrets)."""
    if path := os.environ.get(f"ARTICULATOR_{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(f"ARTICULATOR_{name}", default)


DEMO = env("DEMO") == "1"
HTTPS = env("HTTPS") == "1"
VAR = Path(env("VAR", "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """The given secret, or one made on first use and kept beside the data."""
    if given := env("SECRET"):
        return given
    kept = VAR / "secret"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(os.urandom(48).hex(), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


# Seconds for which a thread keeps its connection: opening one costs more than most answers do.
KEPT = 60


def database(url: str) -> dict[str, Any]:
    """SQLite in VAR, or `postgresql://user:password@host:port/name`."""
    if not url:
        return {
            "ENGINE": "articulator.kernel.sqlite",
            "NAME": VAR / "articulator.sqlite3",
            "CONN_MAX_AGE": KEPT,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"ARTICULATOR_DATABASE is not a PostgreSQL address: {url!r}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "articulator",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or env("DATABASE_SOCKET"),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = env("HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Where letters lead: never taken from a request, whose Host header a stranger can choose.
ADDRESS = env("ADDRESS", f"https://{ALLOWED_HOSTS[0]}" if HTTPS else "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("ORIGINS").split(",") if origin]
# Whom to believe about where a request comes from: addresses or networks of our own proxies.
PROXIES = [one for one in env("PROXIES", "127.0.0.1,::1" if HTTPS else "").split(",") if one]
DATABASES = {"default": database(env("DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_ox",
    "articulator.kernel",
    *APPS,
    "articulator.site",
]
MIDDLEWARE = [
    "articulator.kernel.middleware.Proxies",
    "articulator.kernel.middleware.Headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "articulator.site.accounts.sessions.SignedIn",
    "django_htmx.middleware.HtmxMiddleware",
    "articulator.kernel.middleware.Limits",
    "articulator.kernel.middleware.OncePerForm",
]
ROOT_URLCONF = "articulator.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articulator.site.context.house",
            ],
            "builtins": ["articulator.kernel.templatetags.ui"],
        },
    }
]

# Sign-in: passkey, a code by mail, or password. Nobody is told whether an address is known.
AUTH_USER_MODEL = "kernel.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "articulator.site.accounts.passwords.LongAndVaried"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
]
forms = "articulator.site.accounts.forms"
ACCOUNT_ADAPTER = "articulator.site.accounts.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": f"{forms}.SignIn",
    "request_login_code": f"{forms}.AskForCode",
    "confirm_login_code": f"{forms}.EnterCode",
    "reset_password": f"{forms}.AskForReset",
    "confirm_password_reset_code": f"{forms}.EnterResetCode",
    "reset_password_from_key": f"{forms}.NewPassword",
    "change_password": f"{forms}.ChangePassword",
    "set_password": f"{forms}.SetPassword",
    "reauthenticate": f"{forms}.ConfirmByPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # the roll vouches for its addresses
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever's password or second factor changes gets a letter
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True  # how long: articulator.site.accounts.sessions
# A hall full of members shares one address: limits per address are wide, per account narrow.
# No window is longer than ten minutes, which is what the page (429) promises.
ACCOUNT_RATE_LIMITS = {
    "login": "200/10m/ip",
    "login_failed": "100/10m/ip,5/10m/key",
    "request_login_code": "100/10m/ip,5/10m/key",
    "reset_password": "100/10m/ip,5/10m/key",
    "reset_password_from_key": "50/10m/ip",
    "change_password": "10/10m/user",
    "reauthenticate": "10/10m/user",
}
MFA_ADAPTER = "articulator.site.accounts.adapters.SecondFactors"
MFA_FORMS = {
    "authenticate": f"{forms}.SecondStep",
    "reauthenticate": f"{forms}.ConfirmByCode",
    "activate_totp": f"{forms}.ActivateAuthenticator",
    "add_webauthn": f"{forms}.AddPasskey",
    "edit_webauthn": f"{forms}.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # half a minute early or late; each code still works only once
MFA_RATE_LIMITS = {"webauthn_login": "100/10m/ip"}
# Strict: officers have no powers before they have a second factor. Without: they are led to it.
OFFICERS_NEED_SECOND_FACTOR = env("OFFICERS_NEED_SECOND_FACTOR") == "1" and not DEMO
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

# Limits and used codes are shared by all processes and machines: they stand in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cached",
        "KEY_FUNCTION": "articulator.kernel.limits.opaque",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# Letters leave by a task. Without a mail server they become files in VAR until one is named.
DEFAULT_FROM_EMAIL = env("MAIL_FROM", "articulator@localhost")
MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "articulator.kernel.mail.Outbox"}}
if env("MAIL_HOST"):
    MAILERS["post"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": env("MAIL_HOST"), "port": int(env("MAIL_PORT", "25"))},
    }
else:
    MAILERS["post"] = {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(VAR / "mail")},
    }

TASKS = {"default": {"BACKEND": "django_ox.backend.OxBackend"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE", "Europe/London")
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True

STATIC_ROOT.mkdir(exist_ok=True)

SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# What no page of ours does, no page may do.
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

# `__Host-` cookies are sent to this very host alone, and over TLS alone.
COOKIES = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIES}session", f"{COOKIES}csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "articulator.site.views.stale"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
CONSTITUTIONS = Path(__file__).resolve().parents[3] / "constitutions"
COURSES = Path(__file__).resolve().parents[1] / "operations" / "training" / "courses"
LOGGING["loggers"] = {"django.tasks": {"level": "WARNING"}}
