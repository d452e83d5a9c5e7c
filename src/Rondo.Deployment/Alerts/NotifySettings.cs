namespace Rondo.Deployment.Alerts;

/// <summary>Where alerts are told. Values from the environment are secrets: <see cref="object.ToString"/> shows none.</summary>
public abstract record NotifyChannel;

/// <summary>A webhook: JSON by POST, signed.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Secret">The key of the signature; null signs with the address itself, which only the two sides know.</param>
public sealed record WebhookChannel(Uri Address, string? Secret) : NotifyChannel
{
    /// <inheritdoc/>
    public override string ToString() => "webhook";
}

/// <summary>Mail.</summary>
/// <param name="Host">The server.</param>
/// <param name="Port">587 by default.</param>
/// <param name="From">The sender's address.</param>
/// <param name="To">Who is told; empty means the charter's owner and operators.</param>
public sealed record MailChannel(string Host, int Port, string From, IReadOnlyList<string> To) : NotifyChannel
{
    /// <summary>With <see cref="Password"/>: who signs in.</summary>
    public string? User { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the connection must be encrypted (STARTTLS); false only for a server on this machine.</summary>
    public bool Encrypted { get; init; } = true;

    /// <inheritdoc/>
    public override string ToString() => "smtp";
}
