using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>Makes the problem that a server told the failure that it was there.</summary>
public static class RemoteFailure
{
    /// <summary>Reads an answer of 400 or more.</summary>
    public static Failure Of(int status, string body)
    {
        var kind = status switch { 409 => FailureKind.No, >= 500 => FailureKind.World, _ => FailureKind.Misuse };
        try
        {
            if (JsonNode.Parse(body) is JsonObject problem && (string?)problem["code"] is { } code)
            {
                return new(code, (string?)problem["detail"] ?? "", (string?)problem["remedy"] ?? "") { Kind = kind };
            }
        }
        catch (JsonException)
        {
            // something between here and the server answered
        }

        return new("server.answer", $"The server answered {status}.", "Check its address: RONDO_SERVER.") { Kind = FailureKind.World };
    }
}
