using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rondo.Stores;

/// <summary>
/// Commands with parameters in one line, by plain ADO.NET: what every command of the program runs should not pay for a mapper's start.
/// </summary>
public static class SqlCommands
{
    /// <summary>A command on <paramref name="connection"/>. Parameters are written <c>@name</c> in the text and <c>name</c> here; null is NULL.</summary>
    public static DbCommand Sql(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Make(connection, null, text, parameters);

    /// <summary>A command inside <paramref name="transaction"/>.</summary>
    public static DbCommand Sql(this DbTransaction transaction, string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Make(transaction.Connection ?? throw new InvalidOperationException("The transaction has ended."), transaction, text, parameters);

    /// <summary>Runs a statement inside <paramref name="transaction"/>; gives the number of rows it changed.</summary>
    public static async Task<int> ExecuteSqlAsync(
        this DbTransaction transaction, string text, (string Name, object? Value)[] parameters, CancellationToken ct)
    {
        await using var command = transaction.Sql(text, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads all rows.</summary>
    public static async Task<IReadOnlyList<T>> ToListAsync<T>(this DbCommand command, Func<DbDataReader, T> row, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary><c>@p0, @p1 …</c>: the text for an <c>IN</c> list of <paramref name="count"/> parameters, at least one.</summary>
    public static string Placeholders(int count, string prefix = "p")
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "@" : ", @").Append(prefix).Append(i);
        }

        return text.ToString();
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Callers write constant text; values are parameters.")]
    private static DbCommand Make(DbConnection connection, DbTransaction? transaction, string text, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
