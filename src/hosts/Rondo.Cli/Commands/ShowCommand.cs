using System.CommandLine;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo show charter|pipeline|run|report</c>: the project as Rondo understands it.</summary>
internal static class ShowCommand
{
    public static Command Create() => new("show", "Show the project as Rondo understands it.") { Charter(), Pipeline(), ShowRunCommand.Create(), ShowReportCommand.Create() };

    private static Command Charter()
    {
        var command = new Command("charter", "The charter with its defaults, requirements in normal form.\n\nExample:\n  rondo show charter");
        command.Does((parsed, _) =>
        {
            var charter = ProjectSession.LoadProject(parsed, Stages.All()).Section<Charter>();
            Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json) ? CharterView.ToJson(charter).ToJsonString(JsonText.Indented) : CharterView.ToText(charter).TrimEnd());
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Pipeline()
    {
        var yaml = new Option<bool>("--yaml") { Description = "Print the pipeline block as it would be written in rondo.yaml." };
        var command = new Command("pipeline", "The pipeline, written or derived, as a graph.\n\nExample:\n  rondo show pipeline --yaml") { yaml };
        command.Does((parsed, _) =>
        {
            var stages = Stages.All();
            var project = ProjectSession.LoadProject(parsed, stages);
            var lint = PipelineLint.Check(project, stages);
            if (lint.Graph is null)
            {
                throw new FailureException(lint.Failures);
            }

            Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json)
                ? PipelinePicture.Json(project, lint.Graph).ToJsonString(JsonText.Indented)
                : (parsed.GetValue(yaml) ? PipelinePicture.Yaml(project, lint.Graph) : PipelinePicture.Text(project, lint.Graph)).TrimEnd());
            foreach (var warning in lint.Warnings)
            {
                Terminal.Error.WriteLine($"{Terminal.Yellow("warning:")} {warning}");
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
