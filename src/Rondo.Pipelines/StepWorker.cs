using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Rondo.Kernel;
using Rondo.Pipelines.Steps;

namespace Rondo.Pipelines;

/// <summary>
/// The child's side of a step: what the hidden command <c>rondo worker SPEC.json</c> does. Reads the specification, runs the component,
/// writes the result; progress and metrics go to standard output behind a token that only the parent knows.
/// </summary>
public static class StepWorker
{
    /// <summary>Runs the step that <paramref name="specPath"/> describes. The result file is complete or absent.</summary>
    /// <returns>The exit code: 0 when a result was written, whatever it says.</returns>
    public static async Task<int> RunAsync(string specPath, StageRegistry registry, CancellationToken ct)
    {
        var spec = StepSpec.Parse(await File.ReadAllTextAsync(specPath, ct), Environment.GetEnvironmentVariable);
        using var handle = new SafeFileHandle(1, ownsHandle: false);
        await using var output = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        var result = await RunAsync(spec, registry, new WorkerReporter(output, spec.Token), ct);
        using (var self = Process.GetCurrentProcess())
        {
            result = result with { CpuSeconds = self.TotalProcessorTime.TotalSeconds, PeakMemoryBytes = self.PeakWorkingSet64 };
        }

        var temporary = spec.Result + ".part";
        await File.WriteAllTextAsync(temporary, result.Text(), CancellationToken.None);
        File.Move(temporary, spec.Result, overwrite: true);
        return 0;
    }

    private static async Task<StepResult> RunAsync(StepSpec spec, StageRegistry registry, WorkerReporter reporter, CancellationToken ct)
    {
        if (!registry.Components.TryGetValue(spec.Component, out var component))
        {
            return new(null, [new("step.unknown-component", $"This program has no component '{spec.Component}'.", "Run the step with the program that planned it.") { Kind = FailureKind.World }], 0, 0);
        }

        var context = new StepContext
        {
            StepName = spec.Step,
            Parameters = spec.Parameters,
            Inputs = spec.Inputs,
            Outputs = spec.Outputs,
            WorkFolder = spec.WorkFolder,
            Report = reporter,
            Threads = spec.Threads,
            Clock = TimeProvider.System,
        };
        var (verdict, failures) = await ComponentCall.RunAsync(component, context, ct);
        return new(verdict, failures, 0, 0);
    }

    private sealed class WorkerReporter(FileStream output, string token) : IStepReporter
    {
        private readonly Lock _gate = new();

        public void Progress(double? share, string text) =>
            Write(string.Create(CultureInfo.InvariantCulture, $"{token} progress {(share is { } s ? Math.Clamp(s, 0, 1).ToString("0.####", CultureInfo.InvariantCulture) : "?")} {text.ReplaceLineEndings(" ")}\n"));

        public void Metric(string key, double value, long step = 0) =>
            Write(string.Create(CultureInfo.InvariantCulture, $"{token} metric {Uri.EscapeDataString(key)} {value:R} {step}\n"));

        public void Log(string line) => Write(line + "\n");

        private void Write(string line)
        {
            try
            {
                lock (_gate)
                {
                    output.Write(Encoding.UTF8.GetBytes(line));
                }
            }
            catch (IOException)
            {
                // The parent is gone; the guardian ends this process too.
            }
        }
    }
}
