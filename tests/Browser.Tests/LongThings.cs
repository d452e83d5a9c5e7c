using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;

namespace Rondo.Browser;

/// <summary>Answers of a server with very much in it.</summary>
internal static class LongThings
{
    private const int Piece = 200;

    /// <summary>A page of a list of runs.</summary>
    public static string Runs(string address, int all)
    {
        var from = int.Parse(HttpUtility.ParseQueryString(new Uri(address).Query)["cursor"] ?? "0", CultureInfo.InvariantCulture);
        var items = Enumerable.Range(from, Math.Min(Piece, all - from)).Select(i => (JsonNode)new JsonObject
        {
            ["id"] = i.ToString("x32", CultureInfo.InvariantCulture),
            ["project"] = "long",
            ["kind"] = "pipeline",
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"run {i}"),
            ["parent"] = null,
            ["status"] = "succeeded",
            ["user"] = "somebody",
            ["startedAt"] = "2026-01-01T00:00:00+00:00",
            ["endedAt"] = "2026-01-01T00:01:00+00:00",
            ["seconds"] = 60,
            ["message"] = null,
            ["attempt"] = 1,
            ["tags"] = new JsonObject(),
        });
        var next = from + Piece;
        return new JsonObject { ["items"] = new JsonArray([.. items]), ["next"] = next < all ? next.ToString(CultureInfo.InvariantCulture) : null }.ToJsonString();
    }

    /// <summary>A pipeline of so many steps, each of which needs one before it.</summary>
    public static string Pipeline(int steps) => new JsonObject
    {
        ["derived"] = false,
        ["warnings"] = new JsonArray(),
        ["steps"] = new JsonArray([.. Enumerable.Range(0, steps).Select(i => (JsonNode)new JsonObject
        {
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"step-{i}"),
            ["component"] = null,
            ["what"] = "sh",
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["upstream"] = i == 0 ? new JsonArray() : new JsonArray(string.Create(CultureInfo.InvariantCulture, $"step-{(i - 1) / 3}")),
            ["state"] = "wouldRun",
            ["reasons"] = new JsonArray(),
            ["parameters"] = new JsonObject(),
        })]),
    }.ToJsonString();

    /// <summary>A version of a data set with its first column so many times, under other names.</summary>
    public static string Columns(string version, int columns)
    {
        var answer = JsonNode.Parse(version)!.AsObject();
        var profile = answer["profile"]!.AsObject();
        var first = profile["columns"]![0]!.AsObject();
        profile["columns"] = new JsonArray([.. Enumerable.Range(0, columns).Select(i =>
        {
            var column = first.DeepClone().AsObject();
            column["name"] = string.Create(CultureInfo.InvariantCulture, $"column {i}");
            return (JsonNode)column;
        })]);
        return answer.ToJsonString();
    }
}
