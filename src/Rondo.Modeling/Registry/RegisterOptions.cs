using System.Text.Json.Nodes;
using Rondo.Modeling.Evaluation;

namespace Rondo.Modeling.Registry;

/// <summary>The parameters of <c>modeling/register</c>.</summary>
/// <param name="Model">The model's name: that of the project.</param>
/// <param name="Evaluation">How the test part is measured.</param>
/// <param name="Charter">The whole charter, for the card.</param>
internal sealed record RegisterOptions(string Model, EvaluationOptions Evaluation, JsonObject Charter);
