using System.Text;

namespace Rondo.EndToEnd.Broken;

/// <summary>Everything that can be wrong with <c>rondo.yaml</c> as a text, and with the keys of each section.</summary>
public sealed class BrokenYaml
{
    private static readonly CaseList Cases =
    [
        // the text
        Whole("an empty file", "", "rondo.yaml", "rondo: 1"),
        Whole("only a comment", "# nothing\n", "rondo.yaml", "rondo: 1"),
        Whole("a list instead of a mapping", "- rondo: 1\n", "rondo.yaml:1:1", "not a mapping"),
        Whole("a single word", "rondo\n", "rondo.yaml:1:1", "not a mapping"),
        Whole("prose", "Dear Rondo,\nplease train a model: soon.\n", "rondo.yaml:", "key"),
        Whole("JSON cut off", "{\"rondo\": 1, \"project\": ", "rondo.yaml:", "not YAML"),
        Text("a tab as indentation", "  task: regression", "\ttask: regression", "rondo.yaml:6:1", "Indent with spaces"),
        Text("a key indented too far", "  target: rentals", "    target: rentals", "rondo.yaml:", "align"),
        Text("a key without a space", "  target: rentals", "  target:rentals", "rondo.yaml:", "colon"),
        Text("a colon inside a value", "Bikes run out at busy stations.", "Bikes: run out: often", "rondo.yaml:4:", "quotes"),
        Text("an open double quote", "Bikes run out at busy stations.", "\"Bikes run out", "rondo.yaml:", "never closed"),
        Text("an open single quote", "Bikes run out at busy stations.", "'Bikes run out", "rondo.yaml:", "never closed"),
        Text("an open list", "[id]", "[id", "rondo.yaml:13:8", "never closed"),
        Text("an open mapping", "{ weather: category }", "{ weather: category", "rondo.yaml:15:10", "never closed"),
        Text("a value that begins with a percent sign", "Bikes run out at busy stations.", "%Bikes", "rondo.yaml:4:12", "quotes"),
        Text("a value that begins with an at sign", "Bikes run out at busy stations.", "@ops", "rondo.yaml:4:12", "quotes"),
        Text("an alias", "target: rentals", "target: *rentals", "rondo.yaml:7:11", "alias"),
        Text("an anchor", "target: rentals", "target: &t rentals", "rondo.yaml:7:11", "anchor"),
        Text("a tag", "target: rentals", "target: !!str rentals", "rondo.yaml:7:11", "tag"),
        Text("a merge key", "  key: [id]", "  <<: *more", "rondo.yaml:13:", "alias"),
        Text("a duplicate key", "  baseline: mean", "  target: other", "rondo.yaml:8:3", "twice"),
        Text("a second document", "slices: [weather]", "---\nrondo: 1", "rondo.yaml:19:", "more than one document"),
        Text("a variable that does not exist", "data/rentals.csv", "$RONDO_NO_SUCH_VARIABLE", "rondo.yaml:12:11", "RONDO_NO_SUCH_VARIABLE"),
        Text("a mapping as a key", "  key: [id]", "  ? { a: b }\n  : c", "rondo.yaml:13:", "key"),
        Bytes("a byte that is not UTF-8", text => [.. Encoding.UTF8.GetBytes(text[..60]), 0xE9, .. Encoding.UTF8.GetBytes(text[60..])], "rondo.yaml:4:", "UTF-8"),
        Bytes("UTF-16", text => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], "rondo.yaml", "UTF-16"),
        Bytes("a control character", text => Encoding.UTF8.GetBytes(text.Replace("tiny", "ti\u0007ny", StringComparison.Ordinal)), "rondo.yaml:2:12", "control character"),
        Bytes("a NUL", text => Encoding.UTF8.GetBytes(text.Replace("tiny", "ti\0ny", StringComparison.Ordinal)), "rondo.yaml:2:12", "U+0000"),
        Bytes("a Parquet file by that name", _ => [.. "PAR1"u8, 0x15, 0x04, 0x15, 0xFE, 0xFF, 0x00], "rondo.yaml", "UTF-8"),
        Bytes("two million bytes", _ => Encoding.UTF8.GetBytes("rondo: 1\n# " + new string('x', 2_000_000)), "rondo.yaml", "limit"),
        Whole("a hundred levels of lists", "rondo: 1\nproject: tiny\ndata: " + new string('[', 100) + new string(']', 100), "rondo.yaml:3:", "levels"),
        Text("a guard in a word that means nothing", "slices: [weather]", "slices: [weather]\nserve: { guard: maybe }", "rondo.yaml:20:17", "Write guard: off"),
        Text("no time between looks", "slices: [weather]", "slices: [weather]\nmonitor: { every: 0s }", "rondo.yaml:20:19", "from 1 s to 366 days"),

        // the head
        Text("no version", "rondo: 1\n", "", "rondo.yaml", "rondo: 1"),
        Text("a version from the future", "rondo: 1\n", "rondo: 2\n", "rondo.yaml:1:8", "format 1"),
        Text("no project", "project: tiny\n", "", "rondo.yaml", "project:"),
        Text("a project name with capitals", "project: tiny", "project: Tiny", "rondo.yaml:2:10", "lower-case"),
        Text("a project name with a path", "project: tiny", "project: ../tiny", "rondo.yaml:2:10", "lower-case"),
        Text("an unknown section", "slices: [weather]", "slice: [weather]", "rondo.yaml:19:1", "Did you mean 'slices'"),
        Text("a section of a later version", "slices: [weather]", "environments: { test: {} }", "rondo.yaml:19:1", "does not have 'environments' yet"),
        Text("a list as description", "project: tiny", "project: tiny\ndescription: [a]", "rondo.yaml:3:14", "not a text"),

        // charter
        Text("a misspelt key", "  task: regression", "  taks: regression", "rondo.yaml:6:3", "Did you mean 'task'"),
        Text("no task", "  task: regression\n", "", "rondo.yaml:4:", "task"),
        Text("no target", "  target: rentals\n", "", "rondo.yaml:4:", "target"),
        Text("a misspelt task", "task: regression", "task: regresion", "rondo.yaml:6:9", "Did you mean 'regression'"),
        Text("an image task", "task: regression", "task: image-classification", "rondo.yaml:6:9", "not in this version"),
        Text("a charter that is a text", "charter:\n", "charter: later\nunit:\n", "rondo.yaml:3:10", "not a mapping"),
        Text("a positive label for numbers", "baseline: mean", "positive: yes", "rondo.yaml:8:13", "positive"),
        Text("a baseline for classes", "baseline: mean", "baseline: majority", "rondo.yaml:8:13", "baseline"),
        Text("a misspelt baseline", "baseline: mean", "baseline: maen", "rondo.yaml:8:13", "Did you mean 'mean'"),
        Text("a list as baseline", "baseline: mean", "baseline: [mean]", "rondo.yaml:8:13", "baseline"),
        Text("a misspelt role", "baseline: mean", "people: { owmer: ops@example.org }", "rondo.yaml:8:13", "Did you mean 'owner'"),
        Text("a deadline that is no day", "baseline: mean", "deadline: 2027-02-30", "rondo.yaml:8:13", "date"),
        Text("a horizon without a unit", "baseline: mean", "horizon: 24", "rondo.yaml:8:12", "duration"),
        Text("an unknown risk", "baseline: mean", "risk: hihg", "rondo.yaml:8:9", "Did you mean 'high'"),
        Text("a medium risk that names nobody", "baseline: mean", "risk: medium", "rondo.yaml:4:3", "medium risk"),
        Text("costs of a regression", "baseline: mean", "costs: { false-positive: 1, false-negative: 2 }", "rondo.yaml:8:10", "regression"),
        Text("a KPI that is met already", "baseline: mean", "kpi: { name: empty, baseline: 7, target: 7 }", "rondo.yaml:8:", "target of charter.kpi"),
        Text("a negative resource", "baseline: mean", "resources: { cpu-hours: -5 }", "rondo.yaml:8:27", "cpu-hours"),
        Text("an availability above one", "baseline: mean", "use: { availability: 120% }", "rondo.yaml:8:24", "a share"),

        // data
        Text("no source", "  source: data/rentals.csv\n", "", "rondo.yaml:12:", "source"),
        Text("a source that is not there", "data/rentals.csv", "data/rental.csv", "rondo.yaml", "data/rentals.csv"),
        Text("a source outside the disk", "data/rentals.csv", "/no/such/folder/rentals.csv", "rondo.yaml", "/no/such/folder"),
        Text("a pattern that matches nothing", "data/rentals.csv", "data/*.parquet", "rondo.yaml", "data/*.parquet"),
        Text("a database query", "source: data/rentals.csv", "source: { sql: select 1 }", "rondo.yaml:12:11", "database"),
        Text("an unknown key of data", "  key: [id]", "  kye: [id]", "rondo.yaml:13:3", "Did you mean 'key'"),
        Text("an unknown type", "weather: category", "weather: categroy", "rondo.yaml:15:21", "Did you mean 'category'"),
        Text("a delimiter of two characters", "  key: [id]", "  delimiter: ';;'", "rondo.yaml:13:14", "one character"),
        Text("an unknown encoding", "  key: [id]", "  encoding: utf8", "rondo.yaml:13:13", "Did you mean 'utf-8'"),
        Text("a header of another kind", "  key: [id]", "  header: maybe", "rondo.yaml:13:11", "first"),
        Text("a sample of nothing", "  key: [id]", "  sample: 0%", "rondo.yaml:13:11", "no row"),
        Text("a sample of too much", "  key: [id]", "  sample: 300%", "rondo.yaml:13:11", "a share"),
        Text("bad rows in words", "  key: [id]", "  bad-rows: some", "rondo.yaml:13:13", "number of rows"),
        Text("a duration that is none", "  key: [id]", "  known-at: { temp: tomorrow }", "rondo.yaml:13:21", "duration"),
        Text("an accepted leak without a reason", "  key: [id]", "  accept: { temp: '' }", "rondo.yaml:13:19", "reason"),
        Text("a split by luck", "by: random", "by: luck", "rondo.yaml:18:16", "time, random, stratified"),
        Text("a test part of nothing", "test: 20%", "test: 0%", "rondo.yaml:18:", "without a test part"),
        Text("a validation part of nothing", "validation: 10%", "validation: 0%", "rondo.yaml:18:", "judged by the validation part"),
        Text("a split that leaves nothing", "test: 20%", "test: 90%", "rondo.yaml:18:", "5%"),
        Text("two test parts", "  key: [id]", "  test: data/rentals.csv", "rondo.yaml:18:", "twice"),
        Text("a seed that is no number", "validation: 10%, seed: 3", "validation: 10%, seed: three", "rondo.yaml:18:58", "a whole number"),
        Text("a list of lists to drop", "drop: [casual]", "drop: [[casual]]", "rondo.yaml:14:10", "not a text"),
        Text("label tasks", "  key: [id]", "  labels: { guideline: labels.md }", "rondo.yaml:13:24", "label"),

        // slices and train
        Text("a mapping of slices", "slices: [weather]", "slices: { weather: yes }", "rondo.yaml:19:9", "list"),
        Text("an unknown trainer", "  seed: 3\n", "  search: xgbost\n", "rondo.yaml:22:11", "Did you mean 'xgboost'"),
        Text("a list of trainers", "  seed: 3\n", "  search: [xgboost, baseline]\n", "rondo.yaml:22:11", "not in this version"),
        Text("a metric of another task", "  seed: 3\n", "  metric: auc\n", "rondo.yaml:22:11", "rmse"),
        Text("no rounds", "rounds: 5", "rounds: 0", "rondo.yaml:21:22", "a whole number"),
        Text("a depth beyond reason", "rounds: 5", "depth: 64", "rondo.yaml:21:21", "16"),
        Text("a learning rate of two", "rounds: 5", "eta: 2", "rondo.yaml:21:19", "from"),
        Text("an unknown setting of the trainer", "rounds: 5", "round: 5", "rondo.yaml:21:14", "Did you mean 'rounds'"),
    ];

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Says_where_and_what_to_do(string name) => CleanFailure.OfAsync(Cases[name]);

    private static BrokenCase Whole(string name, string yaml, string place, string says) =>
        new(name, 2, place, says) { Make = folder => TinyProject.Write(folder, yaml) };

    private static BrokenCase Text(string name, string text, string instead, string place, string says) =>
        new(name, 2, place, says) { Make = folder => TinyProject.Write(folder, TinyProject.With(text, instead)) };

    private static BrokenCase Bytes(string name, Func<string, byte[]> damage, string place, string says) => new(name, 2, place, says)
    {
        Make = folder =>
        {
            TinyProject.Write(folder);
            File.WriteAllBytes(Path.Combine(folder, "rondo.yaml"), damage(TinyProject.Yaml));
        },
    };
}
