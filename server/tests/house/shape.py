"""The shape of the house: what a linter of imports cannot see, as functions that name faults."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

ALLOWED = frozenset(
    {"__init__", "contract", "domain", "wiring", "ports", "handlers", "projections", "reactions",
     "adapters", "api"}
)  # fmt: skip
BANNED = frozenset({"utils", "util", "helpers", "helper", "common", "service", "services",
                    "manager", "managers", "misc"})  # fmt: skip
NOT_A_CONTEXT = frozenset({"kernel", "gateway", "webapp"})
LINES = {".py": 300, ".ts": 250, ".tsx": 250}
SKIPPED = frozenset({"node_modules", "__pycache__", "webapp", "dist", "versions"})
GENERATED = frozenset({"web/src/contracts"})
READS_THE_ENVIRONMENT = frozenset(
    {
        "server/sala/kernel/settings.py",
        # Answers where nothing is installed, so without the settings.
        "server/sala/gateway/doctor/examination.py",
    }
)
_CLOCKS = frozenset({"now", "utcnow", "today"})
_CHANCE = frozenset({"uuid1", "uuid4", "uuid6", "uuid7"})


def _sources(folder: Path, *suffixes: str) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if file.suffix in suffixes and not hidden and SKIPPED.isdisjoint(parts):
            yield file


def _contexts(root: Path) -> Iterator[Path]:
    for folder in sorted((root / "server" / "sala").iterdir()):
        if (folder / "__init__.py").exists() and folder.name not in NOT_A_CONTEXT:
            yield folder


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def a_context_has_the_shape_of_a_room(root: Path) -> Iterator[str]:
    for context in _contexts(root):
        for entry in sorted(context.iterdir()):
            if entry.name == "__pycache__":
                continue
            if entry.stem not in ALLOWED or (entry.is_file() and entry.suffix != ".py"):
                yield f"{context.name} has a {entry.name}"
            if entry.is_file() and (context / entry.stem).is_dir():
                yield f"{context.name} has {entry.stem} twice, as a file and as a folder"
        if not (context / "contract.py").exists() and not (context / "contract").is_dir():
            yield f"{context.name} has no contract"


def a_context_states_its_invariants_and_exports_nothing(root: Path) -> Iterator[str]:
    for context in _contexts(root):
        tree = _tree(context / "__init__.py")
        if "nvariant" not in (ast.get_docstring(tree) or ""):
            yield f"{context.name} states no invariant"
        if len(tree.body) > 1:
            yield f"{context.name} exports something"


def a_file_fits_on_a_few_screens(root: Path) -> Iterator[str]:
    for part in ("server", "launcher", "bench", "e2e", "web", "packages"):
        for file in _sources(root / part, *LINES):
            shown = file.relative_to(root)
            if any(shown.as_posix().startswith(folder) for folder in GENERATED):
                continue
            count = len(file.read_text(encoding="utf-8").splitlines())
            if count > LINES[file.suffix]:
                yield f"{shown} has {count} lines; {LINES[file.suffix]} are allowed"


def no_file_is_named_after_a_layer(root: Path) -> Iterator[str]:
    for part in ("server", "launcher", "bench", "e2e", "web", "packages"):
        for file in _sources(root / part, *LINES):
            shown = file.relative_to(root)
            for name in {file.name.split(".", 1)[0], *shown.parts[:-1]} & BANNED:
                yield f"{shown} is named {name}"


def settings_alone_read_the_environment(root: Path) -> Iterator[str]:
    for file in _sources(root / "server" / "sala", ".py"):
        shown = file.relative_to(root).as_posix()
        if shown in READS_THE_ENVIRONMENT:
            continue
        for node in ast.walk(_tree(file)):
            if _reads_the_environment(node):
                yield f"{shown}:{getattr(node, 'lineno', 0)} reads the environment"


def _reads_the_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in {"environ", "environb", "getenv"} and _is(node.value, "os")
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(
            name.name in {"environ", "environb", "getenv"} for name in node.names
        )
    return False


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def what_is_public_says_what_it_is(root: Path) -> Iterator[str]:
    """Ask every class of every contract for its sentence."""
    for context in _contexts(root):
        whole = context / "contract.py"
        files = [whole] if whole.exists() else _sources(context / "contract", ".py")
        for file in files:
            for node in _tree(file).body:
                named = isinstance(node, ast.ClassDef) and not node.name.startswith("_")
                if named and not ast.get_docstring(node):
                    yield f"{file.relative_to(root)}: {node.name} has no docstring"


def a_rule_is_a_pure_function(root: Path) -> Iterator[str]:
    """Find in domains what imports do not show: clocks, ids made inside, and waiting."""
    for context in _contexts(root):
        whole = context / "domain.py"
        files = [whole] if whole.exists() else _sources(context / "domain", ".py")
        for file in files:
            for node in ast.walk(_tree(file)):
                if fault := _impurity(node):
                    yield f"{file.relative_to(root)}:{getattr(node, 'lineno', 0)} {fault}"


def _impurity(node: ast.AST) -> str:
    if isinstance(node, ast.AsyncFunctionDef | ast.Await):
        return "waits"
    if not isinstance(node, ast.Call):
        return ""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    called = node.func.id if isinstance(node.func, ast.Name) else called
    if called in _CLOCKS and isinstance(node.func, ast.Attribute):
        return f"reads the clock: {called}()"
    if called in _CHANCE:
        return f"makes an id: {called}()"
    return f"touches the world: {called}()" if called in {"open", "print", "input"} else ""


def nothing_is_mocked(root: Path) -> Iterator[str]:
    words = ("unittest" + ".mock", "pytest" + "_mock", "vi" + ".mock(", "jest" + ".mock(")
    for part in ("server", "launcher", "bench", "e2e", "web", "packages"):
        for file in _sources(root / part, *LINES):
            text = file.read_text(encoding="utf-8")
            shown = file.relative_to(root)
            if shown.as_posix().startswith("packages/eslint-plugin"):
                continue  # its rule against module mocks names them
            for word in words:
                if word in text:
                    yield f"{shown} uses {word}"


RULES: tuple[Callable[[Path], Iterator[str]], ...] = (
    a_context_has_the_shape_of_a_room,
    a_context_states_its_invariants_and_exports_nothing,
    a_file_fits_on_a_few_screens,
    no_file_is_named_after_a_layer,
    settings_alone_read_the_environment,
    what_is_public_says_what_it_is,
    a_rule_is_a_pure_function,
    nothing_is_mocked,
)
