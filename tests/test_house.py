"""The law of the house, read from its code: acts are the only writers, posting means acting."""

import ast
from pathlib import Path

from django.apps import apps

import articulator
from articulator.kernel.personal import purpose, register
from articulator.site.features import SYSTEMS, WORDS

HOUSE = Path(articulator.__file__).parent
FEATURES = sorted(path for path in HOUSE.glob("*/*/models.py"))
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "create_user", "acreate", "asave", "adelete", "aupdate",
}  # fmt: skip


def calls(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func


def written_in(file: Path) -> list[str]:
    """Calls that look like a write to a model; dictionaries' `update` is told by its argument."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on_a_dict = node.func.attr == "update" and not node.keywords
        if node.func.attr in WRITES and not on_a_dict:
            found.append(f"{file.relative_to(HOUSE)}:{node.lineno} .{node.func.attr}()")
    return found


def test_the_features_are_those_of_the_table_of_contents():
    systems = {}
    for path in FEATURES:
        systems.setdefault(path.parts[-3], []).append(path.parts[-2])
    assert systems == {system.key: sorted(system.features) for system in SYSTEMS if system.features}


def test_nothing_outside_acts_writes_to_a_model():
    files = [
        file
        for models in FEATURES
        for file in (*models.parent.glob("*.py"), *models.parent.glob("views/*.py"))
        if file.name not in {"acts.py", "models.py"}
    ]
    files += [*(HOUSE / "site").glob("*.py"), *(HOUSE / "site" / "demo").glob("*.py")]
    assert [line for file in files for line in written_in(file)] == []


def test_every_view_that_answers_a_post_calls_an_act():
    idle = []
    for models in FEATURES:
        for file in views(models.parent):
            tree = ast.parse(file.read_text("utf-8"))
            functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
            for name, node in functions.items():
                if not name.startswith("_") and posts(node) and not acts(node, functions):
                    idle.append(f"{models.parent.name}.{name}")
    assert idle == []


def views(feature: Path) -> list[Path]:
    """The file of a feature's views, or the files where they are divided by topic."""
    divided = [file for file in feature.glob("views/*.py") if file.stem != "common"]
    return [*feature.glob("views.py"), *divided]


def posts(function: ast.FunctionDef) -> bool:
    """Whether a view says that it takes a POST."""
    decorated = any(ast.unparse(d) == "require_POST" for d in function.decorator_list)
    return decorated or "request.method == 'POST'" in ast.unparse(function)


def acts(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> bool:
    """Whether a view calls `acts.something`, itself or through a function beside it."""
    if any(isinstance(f.value, ast.Name) and f.value.id == "acts" for f in calls(function)):
        return True
    named = {n.func.id for n in ast.walk(function)
             if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}  # fmt: skip
    return any(acts(functions[n], functions) for n in named & functions.keys() - {function.name})


def test_every_feature_says_in_words_what_one_finds_there():
    assert {feature for system in SYSTEMS for feature in system.features} == set(WORDS)


def test_no_file_of_the_house_is_longer_than_400_lines():
    long = [
        f"{file.relative_to(HOUSE)} ({n})"
        for file in HOUSE.rglob("*.py")
        if (n := file.read_text("utf-8").count("\n")) > 400
    ]
    assert long == []


def test_every_feature_that_keeps_something_of_people_says_why():
    keeping = {one.model._meta.app_label for one in register()}
    silent = {a for a in keeping if not purpose(apps.get_app_config(a)).startswith("So that ")}
    assert silent == set()
