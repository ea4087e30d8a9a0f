using IShowTts.Worker.Hosting;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The queue's database is whole. It is opened for reading only.</summary>
internal sealed class DatabaseDoctorCheck(DataDirectory directory) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "database";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.QueueFile))
        {
            return Finding.Ok(Name, $"{directory.QueueFile} is made at the first start.");
        }

        try
        {
            var text = new SqliteConnectionStringBuilder { DataSource = directory.QueueFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
            await using var connection = new SqliteConnection(text);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            var answer = await command.ExecuteScalarAsync(cancellationToken) as string;
            return answer == "ok"
                ? Finding.Ok(Name, $"{directory.QueueFile} is whole.")
                : Finding.Error(Name, $"{directory.QueueFile} is damaged: {answer}", Cure());
        }
        catch (SqliteException exception)
        {
            return Finding.Error(Name, $"{directory.QueueFile} cannot be read: {exception.Message}", Cure());
        }
    }

    private string Cure() => $"Stop the worker, then move the file away (mv {directory.QueueFile} {directory.QueueFile}.bad); a new one is made. What waited in it is in the old file.";
}
