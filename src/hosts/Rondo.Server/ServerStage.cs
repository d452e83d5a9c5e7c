using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>The server's own tables: users and tokens, stored answers, schedules.</summary>
public static class ServerStage
{
    /// <summary>Adds the tables of the server. To be called after the last stage.</summary>
    public static StageRegistry AddServer(this StageRegistry registry) => registry
        .Add(new MigrationSet("server-access", typeof(ServerStage).Assembly, "Rondo.Server.Access.Migrations."))
        .Add(new MigrationSet("server", typeof(ServerStage).Assembly, "Rondo.Server.Migrations."));
}
