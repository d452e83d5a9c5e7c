namespace Rondo.Kernel;

/// <summary>A value, or the failures that kept it from being made.</summary>
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T? value, IReadOnlyList<Failure> failures) => (_value, Failures) = (value, failures);

    /// <summary>Empty when there is a value.</summary>
    public IReadOnlyList<Failure> Failures { get; }

    /// <summary>Whether there is a value.</summary>
    public bool Ok => Failures.Count == 0;

    /// <summary>The value; throws the failures when there is none.</summary>
    /// <exception cref="FailureException">There is no value.</exception>
    public T Value => Ok ? _value! : throw new FailureException(Failures);

    /// <summary>A value.</summary>
    public static implicit operator Result<T>(T value) => new(value, []);

    /// <summary>One failure.</summary>
    public static implicit operator Result<T>(Failure failure) => new(default, [failure]);

    /// <summary>Several failures, at least one.</summary>
    public static implicit operator Result<T>(List<Failure> failures) =>
        failures.Count > 0 ? new(default, failures) : throw new ArgumentException("A failed result names its failures.", nameof(failures));
}
