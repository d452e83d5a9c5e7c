using System.Globalization;

namespace Rondo.Data;

/// <summary>Shows microseconds since 1970.</summary>
internal static class Instants
{
    /// <summary><c>2011-01-31</c> or <c>2011-01-31 08:00:00</c>, with a fraction where there is one.</summary>
    public static string Text(double micros)
    {
        var limit = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        if (!(micros > -62135596800000000) || micros > limit)
        {
            return micros.ToString("R", CultureInfo.InvariantCulture);
        }

        var time = DateTime.UnixEpoch.AddTicks((long)micros * TimeSpan.TicksPerMicrosecond);
        var form = time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff";
        return time.ToString(form, CultureInfo.InvariantCulture);
    }
}
