namespace Rondo.EndToEnd.Broken;

/// <summary>Commands that cannot be meant.</summary>
public sealed class BrokenCommands
{
    private static readonly CaseList Cases =
    [
        Typed("an unknown command", "", "--help", "runn"),
        Typed("an unknown option", "", "--no-such-option", "run", "--no-such-option"),
        Typed("an option without its value", "", "--from", "run", "--from"),
        Typed("a number of jobs in words", "", "--jobs", "run", "--jobs", "many"),
        Typed("no jobs at all", "", "jobs", "run", "--jobs", "0"),
        Typed("an unknown thing to show", "", "show", "show", "nothing-like-that"),
        Typed("an unknown step", "", "Did you mean 'train'", "run", "trian"),
        Typed("an unknown step to begin with", "", "Did you mean 'train'", "run", "--from", "trian"),
        Typed("an unknown run", "", "nosuchrun", "show", "run", "nosuchrun"),
        Typed("an override without a value", "-D", "section.key=value", "run", "-D", "charter.target"),
        Typed("an override of an unknown key", "-D", "Did you mean 'target'", "run", "-D", "charter.tarket=x"),
        Typed("an override inside a value", "-D", "not a mapping", "run", "-D", "charter.target.name=x"),
        Typed("an override of the wrong type", "-D", "a whole number", "run", "-D", "train.seed=three"),
        Typed("an override with broken YAML", "-D", "", "run", "-D", "slices=[weather"),
        Typed("a folder without a project", "", "rondo.yaml", "run", "-C", "data/nowhere") with { Make = folder => Directory.CreateDirectory(Path.Combine(folder, "data", "nowhere")) },
        Typed("a folder that is not there", "", "rondo.yaml", "run", "-C", "/no/such/folder"),
        Typed("a model that is not there", "", "nosuchmodel", "model", "show", "nosuchmodel"),
        Typed("a version that is no version", "", "tiny", "model", "show", "tiny@@3"),
        Typed("a model to export that is not there", "", "nosuchmodel", "model", "export", "nosuchmodel@1"),
        Typed("a model to reproduce that is not there", "", "nosuchmodel", "reproduce", "nosuchmodel@1"),
        Typed("an ancestry of nothing", "", "nosuchthing", "why", "nosuchthing"),
        Typed("a bundle to import that is not there", "", "nothing.rondo", "model", "import", "nothing.rondo"),
        Typed("versions of nothing", "", "nothing-like-that", "data", "versions", "nothing-like-that"),
        Typed("a bundle that is not there", "", "nothing.rondo", "predict", "nothing.rondo", "data/rentals.csv"),
        Typed("no model to predict with", "", "predict needs MODEL and FILE.", "predict"),
        Typed("nothing to explain", "", "why needs SUBJECT.", "why"),
        Typed("a command of a group that is written wrong", "", "Did you mean 'show'", "model", "shw"),
        Typed("versions of no model", "", "There is no model 'nosuchmodel'.", "model", "list", "nosuchmodel"),
        Typed("events about nothing", "", "No event is about 'nosuchthing'.", "audit", "log", "nosuchthing"),
        Typed("no events", "", "--limit is 1 to 100000, not 0.", "audit", "log", "-n", "0"),
        Typed("no alerts", "", "--limit is 1 to 1000, not -1.", "alerts", "list", "-n", "-1"),
        Typed("a version whose name is left out", "", "'@1'", "model", "show", "@1"),
        Typed("a port in words", "", "'x' for option '--port' as a whole number.", "up", "--port", "x"),
        Typed("a port beyond all", "", "--port is 0 to 65535, not 70000.", "up", "--port", "70000"),
        Typed("days in words", "", "'x' for option '--days' as a whole number.", "token", "create", "ann", "--days", "x"),
        Typed("no days", "", "--days is 1 to 3650, not 0.", "token", "create", "ann", "--days", "0"),
        Typed("fewer bad rows than none", "", "--bad-rows is at least 0, not -1.", "predict", "tiny", "data/rentals.csv", "--bad-rows", "-1"),
        Typed("a group without its command", "", "alerts needs a command: list, show, ack, silence, resolve.", "alerts"),
        Typed("an alert that is not there", "", "There is no alert '01'.", "alerts", "ack", "01"),
        Typed("a source that is not there", "rondo.yaml:12:11", "'data/none.csv'", "run", "-D", "data.checks=[]") with { Make = folder => TinyProject.Write(folder, TinyProject.With("data/rentals.csv", "data/none.csv")) },
    ];

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Says_what_to_type(string name) => CleanFailure.OfAsync(Cases[name]);

    private static BrokenCase Typed(string name, string place, string says, params string[] command) => new(name, 2, place, says) { Command = command };
}
