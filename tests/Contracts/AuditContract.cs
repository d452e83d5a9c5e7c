using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>What every audit log promises.</summary>
public abstract class AuditContract : StoreContract
{
    /// <summary>Whether every row is written by machines that share one <c>audit.head</c>.</summary>
    protected virtual bool EverythingIsWitnessed => true;

    private IAuditLog Audit => Workspace.Audit;

    private string Head => Path.Combine(Home, "audit.head");

    [Fact]
    public async Task Events_come_back_newest_first_and_by_subject()
    {
        await FillAsync(3);
        await AppendAsync("model.promote", "model:van@1");

        var all = await Audit.ListAsync(null, 10, null, default);
        Assert.Equal([4L, 3, 2, 1], all.Select(e => e.Number));
        Assert.Equal(("ann", "model.promote", "model:van@1", "{\"ok\":true}"), (all[0].Event.Actor, all[0].Event.Action, all[0].Event.Subject, all[0].Event.Details.ToJsonString()));
        Assert.Equal([2L, 1], (await Audit.ListAsync(null, 2, 3, default)).Select(e => e.Number));
        Assert.Equal([4L], (await Audit.ListAsync("model:van@1", 10, null, default)).Select(e => e.Number));
    }

    [Fact]
    public async Task An_untouched_chain_holds_whoever_wrote_it()
    {
        Assert.True((await Audit.VerifyAsync(default)).Intact);
        var workspaces = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));
        await Task.WhenAll(workspaces.SelectMany((w, i) => Enumerable.Range(0, 10).Select(k => Task.Run(() => w.WriteAsync(
            (t, ct) => w.Audit.AppendAsync(t, new("ann", "gc", $"by {i}/{k}", []), ct), default)))));

        var verdict = await Audit.VerifyAsync(default);
        Assert.True(verdict.Intact, verdict.Finding);
        Assert.Equal(80, verdict.Length);
        Assert.Equal((await Audit.ListAsync(null, 1, null, default))[0].Hash, verdict.Head);
    }

    [Fact]
    public async Task An_act_that_fails_leaves_no_event_and_no_trace_of_tampering()
    {
        await FillAsync(2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Workspace.WriteAsync(
            async (t, ct) =>
            {
                await Audit.AppendAsync(t, new("ann", "model.promote", "model:bike@9", []), ct);
                throw new InvalidOperationException();
            },
            default));
        await FillAsync(1);
        var verdict = await Audit.VerifyAsync(default);
        Assert.True(verdict.Intact, verdict.Finding);
        Assert.Equal(3, verdict.Length);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'eve' WHERE number = 3")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE number = 3")]
    [InlineData("UPDATE audit SET action = 'gc' WHERE number = 3")]
    [InlineData("UPDATE audit SET subject = 'model:other' WHERE number = 3")]
    [InlineData("UPDATE audit SET details = '{\"ok\":false}' WHERE number = 3")]
    [InlineData("UPDATE audit SET hash = previous WHERE number = 3")]
    [InlineData("UPDATE audit SET previous = hash WHERE number = 3")]
    public Task An_edited_row_is_located(string sql) => IsFoundAsync(sql, 3, "edited");

    [Fact]
    public async Task An_edited_row_is_located_also_when_the_whole_rest_of_the_chain_was_hashed_again()
    {
        await FillAsync(6);
        await ExecuteAsync("UPDATE audit SET actor = 'eve' WHERE number = 3");
        await HashAgainFromAsync(3);
        await ExpectAsync(3, "edited");
    }

    [Fact]
    public Task A_deleted_row_is_located() => IsFoundAsync("DELETE FROM audit WHERE number = 3", 3, "deleted");

    [Fact]
    public Task A_deleted_first_row_is_located() => IsFoundAsync("DELETE FROM audit WHERE number = 1", 1, "deleted");

    [Fact]
    public async Task A_deleted_row_is_located_also_when_the_later_ones_were_moved_up()
    {
        await FillAsync(6);
        await ExecuteAsync("DELETE FROM audit WHERE number = 3");
        await ShiftAsync(from: 4, by: -1);
        await ExpectAsync(3, "deleted");
    }

    [Fact]
    public async Task An_inserted_row_is_located()
    {
        await FillAsync(6);
        await ShiftAsync(from: 3, by: 1);
        await InsertAsync(3);
        await ExpectAsync(3, "inserted");
    }

    [Fact]
    public async Task An_inserted_row_is_located_also_when_it_chains_and_the_rest_was_hashed_again()
    {
        await FillAsync(6);
        await ShiftAsync(from: 3, by: 1);
        await InsertAsync(3);
        await HashAgainFromAsync(3);
        var verdict = await Audit.VerifyAsync(default);
        Assert.False(verdict.Intact);
        Assert.Equal(3, verdict.FirstBad);
    }

    [Fact]
    public async Task A_row_appended_by_hand_that_chains_is_located_where_one_file_witnesses_all()
    {
        await FillAsync(3);
        await InsertAsync(4);
        await HashAgainFromAsync(4);
        var verdict = await Audit.VerifyAsync(default);
        Assert.Equal(!EverythingIsWitnessed, verdict.Intact);
        Assert.Equal(EverythingIsWitnessed ? 4 : null, verdict.FirstBad);
    }

    [Fact]
    public async Task Reordered_rows_are_located()
    {
        await FillAsync(6);
        await ExecuteAsync("UPDATE audit SET number = -5 WHERE number = 3");
        await ExecuteAsync("UPDATE audit SET number = 3 WHERE number = 5");
        await ExecuteAsync("UPDATE audit SET number = 5 WHERE number = -5");
        await ExpectAsync(3, "reordered");
    }

    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    [InlineData(1)]
    public Task Rows_cut_off_are_located(int from) =>
        IsFoundAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM audit WHERE number >= {from}"), from, "cut off");

    [Fact]
    public async Task A_chain_that_was_cut_and_grew_again_is_located()
    {
        await FillAsync(6);
        await ExecuteAsync("DELETE FROM audit WHERE number >= 4");
        await FillAsync(5);
        await ExpectAsync(4, "cut off");
    }

    [Fact]
    public async Task A_crash_between_the_commit_and_the_file_outside_is_not_tampering_and_is_mended()
    {
        await FillAsync(4);
        var lines = await File.ReadAllLinesAsync(Head);
        await File.WriteAllTextAsync(Head, string.Join('\n', lines[..^1]));
        Assert.StartsWith("holds 4 ", lines[^1], StringComparison.Ordinal);

        var verdict = await Audit.VerifyAsync(default);
        Assert.True(verdict.Intact, verdict.Finding);
        await ExecuteAsync("DELETE FROM audit WHERE number = 4");
        await ExpectAsync(4, "cut off");
    }

    [Fact]
    public async Task A_crash_before_the_commit_is_not_tampering()
    {
        await FillAsync(3);
        await File.AppendAllTextAsync(Head, $"\nintends 4 {Digest.OfText("never committed")}\nintends 5 {Digest.OfText("cut")}"[..^30]);
        Assert.True((await Audit.VerifyAsync(default)).Intact);
        await FillAsync(2);
        var verdict = await Audit.VerifyAsync(default);
        Assert.True(verdict.Intact, verdict.Finding);
    }

    [Fact]
    public async Task A_lost_file_outside_is_told_with_what_still_holds_and_what_cannot_be_told_any_more()
    {
        await FillAsync(4);
        File.Delete(Head);
        if (!EverythingIsWitnessed)
        {
            Assert.True((await Audit.VerifyAsync(default)).Intact);
            return;
        }

        const string Remedy = "Put audit.head back from a copy of the workspace, or compare the head with one that was noted.";
        Assert.Equal(
            "The file audit.head, which witnesses the chain outside the database, is lost. The chain itself holds: all 4 rows are as hashed, each after the one before. "
            + "What it cannot tell is whether rows were cut off at the end, or all of them written anew. " + Remedy,
            await FindingAsync(1));

        await FillAsync(2);
        Assert.Equal(
            "The file audit.head, which witnesses the chain outside the database, was lost and knows nothing before row 5. The chain itself holds: all 6 rows are as hashed, each after the one before. "
            + "What it cannot tell is whether rows were cut off at the end before the file began anew, or all of them written anew. " + Remedy,
            await FindingAsync(1));

        await ExecuteAsync("UPDATE audit SET actor = 'eve' WHERE number = 2");
        Assert.Equal(
            "The file audit.head, which witnesses the chain outside the database, was lost and knows nothing before row 5. The chain is broken: row 2 was inserted or edited: audit.head does not know it. " + Remedy,
            await FindingAsync(2));
    }

    private async Task<string> FindingAsync(long where)
    {
        var verdict = await Audit.VerifyAsync(default);
        Assert.Equal((false, where), (verdict.Intact, verdict.FirstBad));
        return verdict.Finding;
    }

    private async Task IsFoundAsync(string tampering, long where, string what)
    {
        await FillAsync(6);
        await ExecuteAsync(tampering);
        await ExpectAsync(where, what);
    }

    private async Task ExpectAsync(long where, string what)
    {
        var verdict = await Audit.VerifyAsync(default);
        Assert.False(verdict.Intact);
        Assert.Equal(where, verdict.FirstBad);
        Assert.Contains(what, verdict.Finding, StringComparison.Ordinal);
    }

    private async Task FillAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await AppendAsync("model.register", string.Create(CultureInfo.InvariantCulture, $"model:bike@{i}"));
        }
    }

    private Task AppendAsync(string action, string subject) => Workspace.WriteAsync(
        (t, ct) => Audit.AppendAsync(t, new("ann", action, subject, new JsonObject { ["ok"] = true }), ct), default);

    private async Task ShiftAsync(int from, int by)
    {
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE audit SET number = -(number + {by}) WHERE number >= {from}"));
        await ExecuteAsync("UPDATE audit SET number = -number WHERE number < 0");
    }

    private Task InsertAsync(int number) => ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO audit SELECT {number}, at, 'eve', action, subject, details, previous, '{Digest.OfText("made up")}' FROM audit WHERE number = 1"));

    // What a forger with access to the database and this program's rules would do.
    private async Task HashAgainFromAsync(int first)
    {
        for (long number = first; number <= await ScalarAsync<long>("SELECT MAX(number) FROM audit"); number++)
        {
            await Workspace.WriteAsync(
                async (t, ct) =>
                {
                    await using var read = t.Sql(
                        "SELECT a.at, a.actor, a.action, a.subject, a.details, p.hash FROM audit a JOIN audit p ON p.number = a.number - 1 WHERE a.number = @n", ("n", number));
                    var row = (await read.ToListAsync(
                        r => new JsonArray(number, r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5)), ct)).Single();
                    await t.ExecuteSqlAsync(
                        "UPDATE audit SET previous = @previous, hash = @hash WHERE number = @n",
                        [("previous", row[6]!.GetValue<string>()), ("hash", CanonicalJson.DigestOf(row).Hex), ("n", number)],
                        ct);
                },
                default);
        }
    }
}
