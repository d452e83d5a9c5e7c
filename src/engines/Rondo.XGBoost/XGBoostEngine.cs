using Rondo.XGBoost.Native;

namespace Rondo.XGBoost;

/// <summary>The native library behind this assembly: Debian's <c>libxgboost0</c>, found by the system's loader.</summary>
public static class XGBoostEngine
{
    /// <summary>The series this assembly is written for. Model JSON and numbers are the same within it.</summary>
    public const string Series = "1.7";

    /// <summary>The library's full version, such as <c>1.7.4</c>.</summary>
    /// <exception cref="XGBoostException">The library is missing or of another series.</exception>
    public static string Version
    {
        get
        {
            Library.Enter();
            return Library.Version;
        }
    }
}
