namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The clock is right enough: it goes forward, is not years off, and agrees with the disk.</summary>
/// <param name="time">The clock.</param>
/// <param name="fileTime">Writes a file and gives the disk's time of it; null when it cannot.</param>
internal sealed class ClockDoctorCheck(TimeProvider time, Func<DateTimeOffset?> fileTime) : IDoctorCheck
{
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "clock";

    /// <summary>Time that the disk gives a new file.</summary>
    public static DateTimeOffset? FileTimeNow()
    {
        try
        {
            var path = Path.GetTempFileName();
            var written = File.GetLastWriteTimeUtc(path);
            File.Delete(path);
            return new DateTimeOffset(written, TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < Earliest)
        {
            return new(Finding.Error(Name, $"The clock says {now:yyyy-MM-dd}, which is in the past: Twitch's certificates will not be valid.", "Set the clock: timedatectl set-ntp true"));
        }

        if (time.GetTimestamp() is var first && time.GetTimestamp() < first)
        {
            return new(Finding.Error(Name, "The steady clock runs backwards; deadlines cannot be kept.", "Restart the machine; in a virtual machine choose another clock source."));
        }

        if (fileTime() is { } written && (written - now).Duration() > Tolerance)
        {
            return new(Finding.Warning(Name, $"The disk's clock is {(written - now).TotalSeconds:0} s off.", "Set the clock of the file server; time stamps of files mislead."));
        }

        return new(Finding.Ok(Name, $"{now:yyyy-MM-dd HH:mm:ss} UTC, time zone {time.LocalTimeZone.Id}."));
    }
}
