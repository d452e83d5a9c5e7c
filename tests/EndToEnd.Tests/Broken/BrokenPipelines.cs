namespace Rondo.EndToEnd.Broken;

/// <summary>Everything that can be wrong with a pipeline that is written out.</summary>
public sealed class BrokenPipelines
{
    private static readonly CaseList Cases =
    [
        Written("a pipeline that is a text", "pipeline: later", "rondo.yaml:3:11", "not a mapping", 0),
        Written("a pipeline without steps", "pipeline: { steps: {} }", "rondo.yaml:3:", "no steps", 0),
        Steps("a step that is a text", "a: clean", "rondo.yaml:5:8", "not a mapping"),
        Steps("a step that does nothing", "a: { retries: 1 }", "rondo.yaml:5:", "neither 'uses' nor 'run'"),
        Steps("a step that does two things", "a: { uses: data/import, run: 'true' }", "rondo.yaml:5:", "both"),
        Steps("an empty command", "a: { run: '' , out: { x: x.txt } }", "rondo.yaml:5:", "empty command"),
        Steps("a name with a space", "'a b': { run: 'true' }", "rondo.yaml:5:5", "no name for a step"),
        Steps("an unknown component", "a: { uses: data/improt }", "rondo.yaml:5:", "Did you mean 'data/import'"),
        Steps("an unknown key of a step", "a: { run: 'true', ins: { x: file:data/rentals.csv } }", "rondo.yaml:5:23", "Did you mean 'in'"),
        Steps("an input of an unknown step", "a: { run: 'true', in: { x: b.table } }", "rondo.yaml:5:32", "no step 'b'"),
        Steps("an input of an unknown output", "a: { run: 'echo > t.csv', out: { table: t.csv } }\n    b: { run: 'true', in: { x: a.tabel } }", "rondo.yaml:6:32", "Did you mean 'table'"),
        Steps("an input from nowhere", "a: { run: 'true', in: { x: somewhere } }", "rondo.yaml:5:32", "names no input"),
        Steps("an input by an unknown word", "a: { run: 'true', in: { x: datset:bikes } }", "rondo.yaml:5:32", "Did you mean 'dataset:'"),
        Steps("an input file that is not there", "a: { run: 'true', in: { x: file:data/rental.csv } }", "rondo.yaml:5:32", "Did you mean 'data/rentals.csv'"),
        Steps("a data set that is not there", "a: { run: 'true', in: { x: dataset:bikes } }", "rondo.yaml:5:32", "There is no"),
        Steps("a model that is not there", "a: { run: 'true', in: { x: model:bikes@champion } }", "rondo.yaml:5:32", "There is no"),
        Steps("steps in a circle", "a: { run: 'true', in: { x: b.x }, out: { x: x } }\n    b: { run: 'true', in: { x: a.x }, out: { x: x } }", "rondo.yaml:", "circle"),
        Steps("a step that reads itself", "a: { run: 'true', in: { x: a.x }, out: { x: x } }", "rondo.yaml:5:", "its own output"),
        Steps("an output that climbs out", "a: { run: 'true', out: { x: ../../x.csv } }", "rondo.yaml:5:33", "below the step's own folder"),
        Steps("an output at the root", "a: { run: 'true', out: { x: /etc/passwd } }", "rondo.yaml:5:33", "below the step's own folder"),
        Steps("two outputs in one file", "a: { run: 'true', out: { x: x.csv, y: x.csv } }", "rondo.yaml:5:", "the same file"),
        Steps("outputs of a component", "a: { uses: data/import, in: { source: file:data/rentals.csv }, out: { table: t.csv } }", "rondo.yaml:5:", "declares its own"),
        Steps("a missing input", "a: { uses: data/profile }", "rondo.yaml:5:", "lacks the input 'table'"),
        Steps("an unknown input", "a: { uses: data/import, in: { sources: file:data/rentals.csv } }", "rondo.yaml:5:", "Did you mean 'source'"),
        Steps("an input of another kind", "i: { uses: data/import, in: { source: file:data/rentals.csv } }\n    a: { uses: modeling/evaluate, in: { model: i.table } }", "rondo.yaml:6:", "takes a model"),
        Steps("a negative number of retries", "a: { run: 'true', retries: -1 }", "rondo.yaml:5:32", "a whole number"),
        Steps("memory without a unit that exists", "a: { run: 'true', resources: { memory: 8 blocks } }", "rondo.yaml:5:44", "a size"),
        Steps("a time without a unit", "a: { run: 'true', resources: { time: 90 } }", "rondo.yaml:5:42", "a duration"),
        Steps("an unknown parameter", "i: { uses: data/import, in: { source: file:data/rentals.csv }, with: { delimeter: ';' } }", "", "Did you mean 'delimiter'"),
        Steps("two parameters that become one variable", "a: { run: 'true', with: { a-b: 1, a_b: 2 } }", "rondo.yaml:5:", "environment variable"),

        // scripts that do not do what they say
        Steps("a script that fails", "a: { run: 'echo broken >&2; exit 7', out: { x: x.csv } }", "", "7", 3),
        Steps("a program that does not exist", "a: { run: [no-such-program-at-all], out: { x: x.csv } }", "", "no-such-program-at-all", 3),
        Steps("a script that writes nothing", "a: { run: 'true', out: { x: x.csv } }", "", "did not write its output 'x'", 3),
        Steps("a script that writes a link", "a: { run: 'ln -s /etc/passwd $RONDO_OUTPUT_x', out: { x: x.txt } }", "", "is a symbolic link to '/etc/passwd'", 3),
        Steps("a script whose folder is a link", "a: { run: 'mkdir -p ../else; rmdir out; ln -s ../else out; echo 1 > out/x.txt', out: { x: out/x.txt } }", "", "is a symbolic link to '", 3),
        Steps("a table in a folder that is a link", "a: { run: 'mkdir -p ../else; rmdir out; ln -s ../else out; cp $RONDO_INPUT_x out/t.csv', in: { x: file:data/rentals.csv }, out: { table: out/t.csv } }", "", "is a symbolic link to '", 3),
        Steps("a script that links to a table", "a: { run: 'ln -s $RONDO_INPUT_x t.csv', in: { x: file:data/rentals.csv }, out: { table: t.csv } }", "", "is a symbolic link to '", 3),
        Steps("a script that writes a pipe as its table", "a: { run: 'mkfifo t.csv', out: { table: t.csv } }", "", "neither a file nor a folder", 3),
        Steps("a script that runs too long", "a: { run: 'sleep 30', out: { x: x.csv }, resources: { time: 1s } }", "", "1 s", 3),
        Steps("a script that kills itself", "a: { run: 'kill -9 $$', out: { x: x.csv } }", "", "kill", 3),
        Steps("a table that is none", "a: { run: 'head -c 3000 /dev/urandom | gzip > $RONDO_OUTPUT_table', out: { table: t.csv } }", "t.csv", "is no text", 1),
        Steps("a model that is none", "a: { run: 'echo nonsense > $RONDO_OUTPUT_model', out: { model: model.onnx } }\n    i: { uses: data/import, in: { source: file:data/rentals.csv } }\n    e: { uses: modeling/evaluate, in: { model: a.model, table: i.table }, with: { target: rentals, task: regression } }", "rondo.yaml:7:", "model", 3),
    ];

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Says_where_and_what_to_do(string name) => CleanFailure.OfAsync(Cases[name]);

    private static BrokenCase Steps(string name, string steps, string place, string says, int exitCode = 2) =>
        Written(name, "pipeline:\n  steps:\n    " + steps, place, says, exitCode);

    private static BrokenCase Written(string name, string pipeline, string place, string says, int exitCode) =>
        new(name, exitCode == 0 ? 2 : exitCode, place, says) { Make = folder => TinyProject.Write(folder, $"rondo: 1\nproject: tiny\n{pipeline}\n") };
}
