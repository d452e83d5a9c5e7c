using Rondo.Contracts;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Tests;

/// <summary>However many owners take the role from each other in the same instant, one of them keeps it.</summary>
public abstract class OwnersContract : StoreContract
{
    private const int Rounds = 20;
    private const int Servers = 4;

    [Fact]
    public async Task Owners_who_take_the_role_from_each_other_at_once_leave_one()
    {
        var stores = new List<AccessStore>();
        for (var i = 0; i < Servers; i++)
        {
            stores.Add(new(await OpenAsync()));
        }

        for (var round = 0; round < Rounds; round++)
        {
            string[] owners = [.. Enumerable.Range(0, Servers).Select(i => $"owner{i}")];
            foreach (var owner in owners)
            {
                Assert.True((await stores[0].GrantAsync(owner, Caller.Everywhere, Role.Owner, "ann", default)).Ok);
            }

            var others = (await stores[0].UsersAsync(default)).Select(u => u.Name).Except(owners, StringComparer.Ordinal);
            Assert.Empty(others);
            var taken = await Task.WhenAll(owners.Select((owner, i) => Task.Run(async () => (round + i) % 2 == 0
                ? (await stores[i].GrantAsync(owner, Caller.Everywhere, Role.Viewer, owners[(i + 1) % Servers], default)).Failures
                : (await stores[i].RemoveAsync(owner, owners[(i + 1) % Servers], default)).Failures)));

            Assert.Equal("access.last-owner", Assert.Single(taken.SelectMany(t => t)).Code);
            Assert.Single((await stores[0].UsersAsync(default)), u => u.Roles.GetValueOrDefault(Caller.Everywhere) is Role.Owner);
        }
    }
}

public sealed class SqliteOwnersTests : OwnersContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, Composition.Stages().Migrations));
}

public sealed class PostgreSqlOwnersTests(PostgreSqlServer postgres) : OwnersContract, IClassFixture<PostgreSqlServer>
{
    private string? _schema;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, Composition.Stages().Migrations) { PostgreSql = _schema ??= await postgres.NewSchemaAsync() };
}
