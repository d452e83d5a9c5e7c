using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Bundles.Tests;
using Rondo.Deployment.Serving;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Onnx;
using Rondo.Onnx.Graph;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Data;
using Rondo.Stores;

namespace Rondo.Deployment.Tests;

/// <summary>A workspace with registered models and what serves them.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rondo-serving-").FullName;
    private readonly List<Workspace> _others = [];

    public Workspace Workspace { get; private set; } = null!;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public string? PostgreSql { get; init; }

    public static async Task<Bench> OpenAsync(TimeProvider? clock = null, string? postgreSql = null)
    {
        var bench = new Bench { Clock = clock ?? TimeProvider.System, PostgreSql = postgreSql };
        bench.Workspace = await bench.OpenWorkspaceAsync();
        bench._others.Clear();
        return bench;
    }

    /// <summary>The same workspace once more, as another process has it.</summary>
    public async Task<Workspace> OpenWorkspaceAsync()
    {
        var stages = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();
        var opened = await Workspace.OpenAsync(new(Path.Combine(_folder, "home"), Clock, stages.Migrations) { PostgreSql = PostgreSql }, default);
        _others.Add(opened);
        return opened;
    }

    /// <summary>A regression whose answer is slope times temp, and a little more; the next version of "demand".</summary>
    public Task<ModelVersion> DemandAsync(double slope) => RegisterAsync("demand", Models.Demand(slope), Models.DemandSignature, Models.DemandRows());

    public Task<ModelVersion> LoanAsync() => RegisterAsync("loan", Models.Loan(), Models.LoanSignature, new() { ["income"] = new[] { -2.0, 0.5, 3 } });

    public Task<ModelVersion> SpeciesAsync() => RegisterAsync("species", Models.Species(), Models.SpeciesSignature, new() { ["size"] = new[] { -2.0, 0.5, 3 } });

    /// <summary>The logarithm of x: no number below zero, which its samples do not show.</summary>
    public Task<ModelVersion> LogarithmAsync() => RegisterAsync("curve", Curve("Log"), CurveSignature, new() { ["x"] = new[] { 1.0, 2, 5 } });

    public Task<ModelVersion> AbsoluteAsync() => RegisterAsync("curve", Curve("Abs"), CurveSignature, new() { ["x"] = new[] { 1.0, 2, 5 } });

    /// <summary>Each answer is the distance from the mean of its batch.</summary>
    public Task<ModelVersion> MixingAsync()
    {
        var graph = new GraphBuilder("mixing");
        graph.Input("x", OnnxElementType.Double, "N", 1);
        graph.Node("ReduceMean", ["x"], "mean", NodeAttribute.Ints("axes", [0]), NodeAttribute.Int("keepdims", 1));
        graph.Node("Sub", ["x", "mean"], "prediction");
        graph.Output("prediction", OnnxElementType.Double, "N", 1);
        return RegisterAsync("mixing", graph.Build(), CurveSignature, new() { ["x"] = new[] { 1.0, 2, 5 } });
    }

    public async Task<ModelVersion> RegisterAsync(string name, byte[] model, Signature signature, Dictionary<string, Array> rows)
    {
        using var predictor = Predictor.Compile(model, signature).Value;
        var bundle = Bundle.Compose(new BundleContents
        {
            Name = name,
            Signature = signature,
            Model = model,
            Profile = """{"rows":3}""",
            Card = "# " + name,
            Samples = Replay.Record(predictor, rows).Value,
        }).Value;
        var path = Path.Combine(_folder, $"{name}-{bundle.Identity.Abbreviated}.rondo");
        Assert.Null(await BundleWriter.WriteAsync(bundle, path, default));
        return (await ImportModel.RunAsync(Workspace, new(path, "ann"), default)).Value;
    }

    public static DeployRequest Deploy(string endpoint, string model, string user = "ann") => new(endpoint, model, user, "a test");

    /// <summary>Asks an endpoint, and gives what it answered.</summary>
    public static async Task<(PredictAnswer Answer, JsonNode? Body)> AskAsync(EndpointServer server, string endpoint, string body, PredictCall? call = null)
    {
        var answer = new ArrayBufferWriter<byte>();
        var result = await server.PredictAsync(endpoint, new(Encoding.UTF8.GetBytes(body)), answer, call ?? new(TimeProvider.System.GetTimestamp()), default);
        return (result, answer.WrittenCount == 0 ? null : JsonNode.Parse(answer.WrittenSpan));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        await Workspace.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Signature CurveSignature { get; } = new(Signature.Regression, [new("x", FieldType.Number)], []);

    private static byte[] Curve(string op)
    {
        var graph = new GraphBuilder("curve");
        graph.Input("x", OnnxElementType.Double, "N", 1);
        graph.Node(op, ["x"], "prediction");
        graph.Output("prediction", OnnxElementType.Double, "N", 1);
        return graph.Build();
    }
}
