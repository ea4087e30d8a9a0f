using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue.Sqlite;
using IShowTts.Worker.Redemptions;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Redemptions that Twitch is not told about yet, or refused. The queue's file is opened for reading only.</summary>
internal sealed class RedemptionsDoctorCheck(DataDirectory directory, TimeProvider time) : IDoctorCheck
{
    /// <summary>How long telling may take before it is worth a word.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => "redemptions";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.QueueFile))
        {
            return Finding.Ok(Name, "None yet.");
        }

        try
        {
            var text = new SqliteConnectionStringBuilder { DataSource = directory.QueueFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
            await using var connection = new SqliteConnection(text);
            await connection.OpenAsync(cancellationToken);
            return Describe(SqliteRedemptions.Status(connection));
        }
        catch (SqliteException exception)
        {
            return Finding.Warning(Name, $"{directory.QueueFile} cannot be read: {exception.Message}", "See the finding about the database.");
        }
    }

    private List<Finding> Describe(LedgerStatus status)
    {
        var findings = new List<Finding>();
        if (status.OldestDue is { } oldest && time.GetUtcNow() - oldest > Usual)
        {
            findings.Add(new(
                Name, FindingLevel.Warning, $"Twitch is not told about {status.Due} redemptions since {oldest:yyyy-MM-dd HH:mm} UTC.", "Start the worker and look at its sign-in: ishowtts twitch status. They are kept."));
        }

        if (status.SetAside > 0)
        {
            findings.Add(new(
                Name, FindingLevel.Warning, $"Twitch refused to settle {status.SetAside} redemptions; the last one: {status.LastRefusal}", "Settle them in Twitch's reward queue."));
        }

        return findings.Count > 0 ? findings : [.. Finding.Ok(Name, "Twitch knows what became of all of them.")];
    }
}
