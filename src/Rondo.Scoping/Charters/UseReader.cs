using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>use:</c>.</summary>
internal static class UseReader
{
    public static Use Read(SectionReader reader)
    {
        if (reader.Map("use") is not { } inner)
        {
            return new();
        }

        var use = new Use
        {
            How = inner.Text("how")?.Trim() ?? "",
            Availability = inner.Share("availability"),
            Sharing = inner.Text("sharing")?.Trim() ?? "",
            Reuse = [.. inner.Texts("reuse").Select(s => s.Text)],
            Effort = inner.Text("effort")?.Trim() ?? "",
        };
        inner.Finish();
        return use;
    }
}
