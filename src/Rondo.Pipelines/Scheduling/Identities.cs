using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Pipelines.Graph;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Finds what a step is given, and so its key.</summary>
internal sealed class Identities(Project project, KeyBuilder keys, Externals externals)
{
    /// <summary>The identity of a step whose upstream outputs are known; failures when a reference from outside leads nowhere.</summary>
    public async Task<Result<StepIdentity>> OfAsync(PipelineNode node, Func<string, string, RunArtifact?> outputOf, CancellationToken ct)
    {
        var inputs = new Dictionary<string, RunArtifact>(StringComparer.Ordinal);
        var endings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (port, reference) in node.Step.Inputs)
        {
            var found = reference is StepOutputReference output ? outputOf(output.Step, output.Port) : await ExternalAsync(reference);
            if (found is not null)
            {
                inputs[port] = new("in", port, found.Kind, found.Digest);
                Ending(node, port, reference, found, endings);
            }
            else if (reference is NamedReference named && !node.Inputs.Any(i => i.Optional && string.Equals(i.Name, port, StringComparison.Ordinal)))
            {
                return new Failure("pipeline.nothing-there", $"There is no {named.Scheme} '{named.Text}'.", "Check its name and version.", named.Place);
            }
        }

        var code = new List<(string, Digest)>();
        string? environment = null;
        if (node.Step.Script is { } script)
        {
            foreach (var path in ScriptCode.FilesOf(project.Folder, script))
            {
                code.Add((path, await externals.CodeAsync(path, ct)));
            }

            environment = script.Environment is { } env && ScriptCode.IsEnvironmentFile(project.Folder, env) ? (await externals.CodeAsync(env, ct)).Hex : script.Environment;
        }

        return new StepIdentity(keys.Build(node, inputs, endings, code, environment), inputs, endings, code);

        async Task<RunArtifact?> ExternalAsync(InputReference reference) => (await externals.FindAsync(reference, "", ct)).Value;
    }

    // What a script's program may tell a format by. Tables come in the form that was asked for.
    private static void Ending(PipelineNode node, string port, InputReference reference, RunArtifact found, Dictionary<string, string> endings)
    {
        if (node.Step.Script is not { } script)
        {
            return;
        }

        endings[port] = found.Kind is ArtifactKinds.Table
            ? "." + script.InputForms.GetValueOrDefault(port, "csv")
            : reference switch
            {
                ProjectFileReference file when !ProjectFiles.IsPattern(file.Path) => Path.GetExtension(file.Path),
                _ => found.Kind is ArtifactKinds.Model ? ".onnx" : "",
            };
    }
}
