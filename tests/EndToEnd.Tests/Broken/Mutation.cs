namespace Rondo.EndToEnd.Broken;

/// <summary>Damage of the kinds that disks, networks and editors do, by seed.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] good, int seed)
    {
        var random = new Random(seed);
        var bytes = good.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
        {
            Damage(bytes, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                break;
        }
    }
}
