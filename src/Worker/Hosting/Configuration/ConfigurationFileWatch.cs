using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Tells when the configuration file or the overrides file is written. The first is watched by the system; the second lies where the queue writes all the time, so it is looked at every few seconds.</summary>
internal sealed class ConfigurationFileWatch : IDisposable
{
    private readonly List<(PhysicalFileProvider Folder, string Name)> files = [];
    private Task[] changes = [];

    /// <summary>Watches the files of a configuration, those that have a folder.</summary>
    /// <param name="configuration">Names them.</param>
    public ConfigurationFileWatch(WorkerConfiguration configuration)
    {
        Add(configuration.File, isPolled: false);
        Add(configuration.Overrides?.Path, isPolled: true);
    }

    /// <summary>Ends when one of them was written after the call before ended.</summary>
    public Task NextChangeAsync()
    {
        changes = [.. files.Select((file, index) => index < changes.Length && !changes[index].IsCompleted ? changes[index] : NextChangeAsync(file.Folder, file.Name))];
        return changes.Length == 0 ? new TaskCompletionSource().Task : Task.WhenAny(changes);
    }

    /// <inheritdoc/>
    public void Dispose() => files.ForEach(static file => file.Folder.Dispose());

    private static Task NextChangeAsync(PhysicalFileProvider folder, string name)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Watch(name).RegisterChangeCallback(static state => ((TaskCompletionSource)state!).TrySetResult(), changed);
        return changed.Task;
    }

    private void Add(string? path, bool isPolled)
    {
        if (path is not null && Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder))
        {
            files.Add((new PhysicalFileProvider(folder, ExclusionFilters.None) { UsePollingFileWatcher = isPolled, UseActivePolling = isPolled }, Path.GetFileName(path)));
        }
    }
}
