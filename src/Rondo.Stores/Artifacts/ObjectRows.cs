using System.Data.Common;
using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>A recorded object.</summary>
internal readonly record struct ObjectRow(Digest Digest, long Size, bool IsFolder);

/// <summary>The table of what is published.</summary>
internal static class ObjectRows
{
    private const int Chunk = 200;
    private static readonly string InsertChunk = InsertText(Chunk);

    public static async Task InsertAsync(DbTransaction transaction, IReadOnlyCollection<ObjectRow> rows, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var chunk in rows.DistinctBy(r => r.Digest).Chunk(Chunk))
        {
            await using var command = transaction.Sql(chunk.Length == Chunk ? InsertChunk : InsertText(chunk.Length), ("at", at.ToUnixTimeMilliseconds() * 1000));
            for (var i = 0; i < chunk.Length; i++)
            {
                var n = i.ToString(CultureInfo.InvariantCulture);
                Add(command, "d" + n, chunk[i].Digest.Hex);
                Add(command, "s" + n, chunk[i].Size);
                Add(command, "f" + n, chunk[i].IsFolder ? 1L : 0L);
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public static Task<List<ObjectRow>> FindAsync(DbConnection connection, IReadOnlyCollection<Digest> digests, CancellationToken ct) =>
        FindAsync(connection, null, digests, ct);

    public static async Task<List<ObjectRow>> FindAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Digest> digests, CancellationToken ct)
    {
        var found = new List<ObjectRow>(digests.Count);
        foreach (var chunk in digests.Distinct().Chunk(Chunk))
        {
            await using var command = connection.Sql($"SELECT digest, size, is_folder FROM objects WHERE digest IN ({SqlCommands.Placeholders(chunk.Length)})");
            command.Transaction = transaction;
            for (var i = 0; i < chunk.Length; i++)
            {
                Add(command, "p" + i.ToString(CultureInfo.InvariantCulture), chunk[i].Hex);
            }

            found.AddRange(await command.ToListAsync(Read, ct));
        }

        return found;
    }

    public static async Task<IReadOnlyList<ObjectRow>> AllAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT digest, size, is_folder FROM objects ORDER BY digest");
        return await command.ToListAsync(Read, ct);
    }

    private static ObjectRow Read(DbDataReader r) => new(Digest.Parse(r.GetString(0)), r.GetInt64(1), r.GetInt64(2) != 0);

    // A content that was a plain file before and is a folder's list now stays known as a folder, and the reverse changes nothing.
    private static string InsertText(int count) =>
        "INSERT INTO objects (digest, size, is_folder, created_at) VALUES "
        + string.Join(", ", Enumerable.Range(0, count).Select(i => $"(@d{i}, @s{i}, @f{i}, @at)"))
        + " ON CONFLICT (digest) DO UPDATE SET is_folder = excluded.is_folder WHERE objects.is_folder < excluded.is_folder";

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
