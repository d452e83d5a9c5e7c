namespace Rondo.Server.Access;

/// <summary>What a person may do in a project. A later role may do all that the earlier ones may.</summary>
internal enum Role
{
    /// <summary>Look at everything.</summary>
    Viewer,

    /// <summary>Run pipelines, send history and feedback, ask for reviews.</summary>
    Contributor,

    /// <summary>Decide reviews.</summary>
    Reviewer,

    /// <summary>Deploy, roll back, promote, acknowledge alerts, start retraining.</summary>
    Operator,

    /// <summary>Users and tokens.</summary>
    Owner,
}
