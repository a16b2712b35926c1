// Passkeys: asks the browser for one, puts its answer into the form, sends it. A form says
// data-passkey="get" or "create"; its options stand in the page (data-passkey-options: the id of
// a JSON block) or are fetched (data-passkey-from). Where passkeys cannot work, the form stays
// hidden and what is marked data-passkey-missing says so.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function options(form) {
  if (form.dataset.passkeyOptions)
    return JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

async function create({ publicKey }) {
  const key = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: {
        residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
    },
  });
  return answer(key, ["clientDataJSON", "attestationObject"]);
}

async function get({ publicKey }) {
  const key = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  return answer(key, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
}

function answer(key, parts) {
  const said = parts.filter((part) => key.response[part]).map((part) => [part, text(key.response[part])]);
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    response: Object.fromEntries(said),
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

function ready(form) {
  const within = form.closest(".panel") ?? document;
  const says = within.querySelector("[data-passkey-says]");
  if (!window.PublicKeyCredential) return;
  within.querySelector("[data-passkey-missing]").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.textContent = "";
    try {
      const asked = await options(form);
      const key = await { create, get }[form.dataset.passkey](asked);
      form.elements.credential.value = JSON.stringify(key);
      form.submit();
    } catch (error) {
      says.textContent =
        error.name === "InvalidStateError"
          ? "This device has a passkey for you already."
          : "No passkey was used. Try again, or choose another way.";
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(ready);
