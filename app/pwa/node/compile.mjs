// node compile.mjs PYODIDE SOURCE TARGET: SOURCE as a tree of bytecode without sources, made by
// the Python that will run it, without docstrings and asserts. Everything that is not Python source is copied.
import { pathToFileURL } from "node:url";

const [, , pyodideFolder, source, target] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
const python = await loadPyodide({
  indexURL: pyodideFolder,
  // The order of a set of constants is written into bytecode: equal input must give equal bytes.
  // Columns in tracebacks would cost a fifth of every download; lines stay.
  env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" },
});
for (const [place, folder] of [["/source", source], ["/target", target]]) {
  python.FS.mkdir(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, place);
}
const failed = python.runPython(`
import ast, pathlib, shutil
from importlib._bootstrap_external import _code_to_hash_pyc

def bytecode(path, name):
    tree = ast.parse(path.read_bytes(), str(name))
    code = compile(tree, str(name), "exec", dont_inherit=True, optimize=2)
    return _code_to_hash_pyc(code, bytes(8), False)  # a hash that is never checked

source, target, failed = pathlib.Path("/source"), pathlib.Path("/target"), []
for path in sorted(source.rglob("*")):
    if path.is_dir() or "__pycache__" in path.parts:
        continue
    name = path.relative_to(source)
    place = target / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".py":
        try:
            place.with_suffix(".pyc").write_bytes(bytecode(path, name))
        except (SyntaxError, ValueError) as error:
            failed.append(f"{name}: {error}")
    else:
        shutil.copyfile(path, place)
"\\n".join(failed)
`);
if (failed) process.stderr.write(failed + "\n");
process.exit(failed ? 1 : 0);
