namespace Rondo.Modeling;

/// <summary>The <c>train:</c> section: what to try.</summary>
public sealed record TrainSettings
{
    /// <summary><c>auto</c>, <c>xgboost</c> or <c>baseline</c>.</summary>
    public string Search { get; init; } = "auto";

    /// <summary>What early stopping and the choice among candidates look at: mae, rmse, logloss, auc, accuracy. Null means: from the charter's requirements, else the task's usual one.</summary>
    public string? Metric { get; init; }

    /// <summary>Decides every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How XGBoost is set.</summary>
    public XGBoostSettings XGBoost { get; init; } = new();
}

/// <summary><c>train.xgboost</c>: what may be changed about gradient boosting.</summary>
public sealed record XGBoostSettings
{
    /// <summary>At most so many rounds; early stopping usually ends sooner.</summary>
    public int Rounds { get; init; } = 2000;

    /// <summary>Rounds without a better validation metric before it stops.</summary>
    public int Patience { get; init; } = 50;

    /// <summary>Depth of a tree.</summary>
    public int Depth { get; init; } = 6;

    /// <summary>Share of each tree that is taken.</summary>
    public double Eta { get; init; } = 0.1;

    /// <summary>Share of the rows drawn for a tree.</summary>
    public double Subsample { get; init; } = 1;

    /// <summary>Share of the features drawn for a tree.</summary>
    public double Columns { get; init; } = 1;

    /// <summary>L2 penalty on leaves.</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>Smallest sum of second derivatives in a leaf.</summary>
    public double MinWeight { get; init; } = 1;
}
