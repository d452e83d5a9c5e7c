namespace Rondo.Kernel;

/// <summary>Finds what a user probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name with the smallest edit distance (insert, delete, replace, swap neighbours; case ignored) to
    /// <paramref name="written"/>, or null when none is near: at most a third of its length plus one, or one begins with the other.
    /// Ties go to the first in <paramref name="known"/>.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = (written.Length / 3) + 1;
        foreach (var name in known)
        {
            var distance = Distance(written.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < bestDistance || (distance == bestDistance && best is null))
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best ?? known.FirstOrDefault(n => written.Length > 1
            && (n.StartsWith(written, StringComparison.OrdinalIgnoreCase) || written.StartsWith(n, StringComparison.OrdinalIgnoreCase)));
    }

    // Optimal string alignment distance (Damerau 1964; restricted form).
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
