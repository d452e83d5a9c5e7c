using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Onnx.Runtime;

namespace Rondo.Bench.Serving;

/// <summary>
/// What somebody would write by hand to serve the demo's model: a minimal API with generated JSON, one class for a request and one for an
/// answer, and the runtime called directly. No checks, ids, captures, counts or swaps. Beside it an echo, for what Kestrel and JSON cost.
/// </summary>
internal static class HandWritten
{
    public static async Task RunAsync(int port, string model)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, HandWrittenJson.Default));
        await using var app = builder.Build();
        using var session = new OnnxSession(await File.ReadAllBytesAsync(model), new());
        var places = session.Inputs.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var bindings = new ConcurrentBag<OnnxBinding>();
        app.MapPost("/predict", (BikeHour hour) =>
        {
            var binding = bindings.TryTake(out var free) ? free : session.Bind();
            binding.Input<long>(places["date"])[0] = (hour.Date.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            binding.Input<double>(places["hour"])[0] = hour.Hour;
            binding.SetText(places["season"], 0, hour.Season);
            binding.Input<double>(places["holiday"])[0] = hour.Holiday;
            binding.Input<double>(places["workingday"])[0] = hour.Workingday;
            binding.SetText(places["weather"], 0, hour.Weather);
            binding.Input<double>(places["temp"])[0] = hour.Temp;
            binding.Input<double>(places["humidity"])[0] = hour.Humidity;
            binding.Input<double>(places["windspeed"])[0] = hour.Windspeed;
            binding.SetText(places["event"], 0, hour.Event);
            binding.Run();
            var answer = new BikeAnswer(session.Outputs[0].Type == Onnx.OnnxElementType.Float ? binding.Output<float>(0)[0] : binding.Output<double>(0)[0]);
            bindings.Add(binding);
            return answer;
        });
        app.MapPost("/echo", (BikeHour hour) => hour);
        await app.RunAsync();
    }
}

/// <summary>A request.</summary>
internal sealed record BikeHour(
    DateTimeOffset Date, double Hour, string Season, double Holiday, double Workingday, string Weather, double Temp, double Humidity, double Windspeed, string Event);

/// <summary>An answer.</summary>
internal sealed record BikeAnswer(double Prediction);

/// <summary>Generated readers and writers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BikeHour))]
[JsonSerializable(typeof(BikeAnswer))]
internal sealed partial class HandWrittenJson : JsonSerializerContext;
