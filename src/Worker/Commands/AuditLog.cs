using System.Text.Json;
using IShowTts.Tts.Files;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Commands;

/// <summary>Writes who steered what to the worker's log and, one JSON object a line, to the audit file, which is rotated at its size limit.</summary>
/// <remarks>Thread safe; entries are written one after the other. When the file cannot be written, an alarm tells it and the action goes on.</remarks>
internal sealed class AuditLog(
    DataDirectory directory, IOptions<AuditOptions> options, TimeProvider time, AlarmBoard alarms, ILogger<AuditLog> logger) : IAuditLog, IDisposable
{
    private const string AlarmKey = "audit-log";
    private const string AnswerAction = "answer";
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public ValueTask WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        Log.Steered(logger, actor.Name, actor.Via, action, target ?? "-", outcome);
        return AppendAsync(new AuditEntry(time.GetUtcNow(), actor.Name, actor.Via, action, target, outcome), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) =>
        AppendAsync(new AuditEntry(time.GetUtcNow(), actor.Name, actor.Via, AnswerAction, command, reply), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, CommandJsonContext.Default.AuditEntry), (byte)'\n'];
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Rotate(line.Length);
            await using var file = new FileStream(directory.AuditFile, PrivateFile.Options(FileMode.Append));
            await file.WriteAsync(line, cancellationToken);
            alarms.Clear(AlarmKey);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            alarms.Raise(AlarmKey, $"The audit log {directory.AuditFile} cannot be written ({e.Message}). Free space, or give this user write access to it.");
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Rotate(int added)
    {
        var file = new FileInfo(directory.AuditFile);
        if (!file.Exists || file.Length == 0 || file.Length + added <= options.Value.MaxKilobytes * 1024L)
        {
            return;
        }

        for (var number = options.Value.FilesKept; number > 1; number--)
        {
            if (File.Exists(Old(number - 1)))
            {
                File.Move(Old(number - 1), Old(number), overwrite: true);
            }
        }

        File.Move(directory.AuditFile, Old(1), overwrite: true);
    }

    private string Old(int number) => $"{directory.AuditFile}.{number}";
}
