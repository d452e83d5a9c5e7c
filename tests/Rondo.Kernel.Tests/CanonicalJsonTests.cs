using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Rondo.Kernel.Tests;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Keys_are_sorted_at_every_depth_and_arrays_keep_their_order() =>
        Assert.Equal("""{"a":[3,1,2],"b":{"x":1,"y":null}}""", CanonicalJson.Text(JsonNode.Parse("""{ "b": { "y": null, "x": 1 }, "a": [3, 1, 2] }""")));

    [Fact]
    public void Text_is_not_escaped_where_json_allows() =>
        Assert.Equal("""{"名":"站點 <a>"}""", CanonicalJson.Text(new JsonObject { ["名"] = "站點 <a>" }));

    [Fact]
    public void The_order_of_insertion_does_not_matter() =>
        Prop.ForAll<string[]>(keys =>
        {
            var names = keys.Where(k => k is not null).Distinct(StringComparer.Ordinal).ToList();
            var forward = new JsonObject(names.Select(n => KeyValuePair.Create(n, (JsonNode?)n.Length)));
            var backward = new JsonObject(names.AsEnumerable().Reverse().Select(n => KeyValuePair.Create(n, (JsonNode?)n.Length)));
            return CanonicalJson.DigestOf(forward) == CanonicalJson.DigestOf(backward);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Null_has_a_text_of_its_own() => Assert.Equal("null", CanonicalJson.Text(null));
}
