namespace Rondo.Kernel;

/// <summary>Identifies one run: 32 hexadecimal digits that sort by the time they were made (UUID version 7).</summary>
public readonly record struct RunId(string Value)
{
    /// <summary>A new id, later in order than those made before.</summary>
    public static RunId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));

    /// <inheritdoc cref="Value"/>
    public override string ToString() => Value;
}
