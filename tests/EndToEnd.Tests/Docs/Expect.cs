namespace Rondo.EndToEnd.Docs;

/// <summary>Reports all that is wrong at once.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
