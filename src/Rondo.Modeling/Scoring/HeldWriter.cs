using System.Text;

namespace Rondo.Modeling.Scoring;

/// <summary>Keeps what is written until it is released, and hands on from then on: standard output takes nothing back.</summary>
internal sealed class HeldWriter(TextWriter target) : TextWriter
{
    private StringBuilder? _held = new();

    public override Encoding Encoding => target.Encoding;

    /// <summary>Hands on what is held, and all that follows.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        if (_held is { } held)
        {
            _held = null;
            await target.WriteAsync(held, ct);
        }
    }

    public override void Write(char value)
    {
        if (_held is null)
        {
            target.Write(value);
        }
        else
        {
            _held.Append(value);
        }
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (_held is null)
        {
            return target.WriteAsync(buffer, cancellationToken);
        }

        _held.Append(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(StringBuilder? value, CancellationToken cancellationToken = default)
    {
        if (_held is null)
        {
            return target.WriteAsync(value, cancellationToken);
        }

        _held.Append(value);
        return Task.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _held is null ? target.FlushAsync(cancellationToken) : Task.CompletedTask;
}
