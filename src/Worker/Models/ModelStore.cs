using System.Text.Json;
using System.Text.RegularExpressions;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Models;

/// <summary>
/// The folder of models: converted ones are folders in it, fetched ones lie below <c>downloads</c>. A model of one's own that lies elsewhere is a link.
/// </summary>
/// <param name="root">Absolute path; need not be there yet.</param>
internal sealed partial class ModelStore(string root)
{
    private const string Downloads = "downloads";
    private const string Record = "fetched.json";
    private const int LargestRecord = 1 << 20;

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <summary>The folder that the configuration names: <c>Tts:F5:ModelsFolder</c>, else <c>models</c> in the data directory.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="data">The data directory.</param>
    public static ModelStore Find(IConfiguration configuration, DataDirectory data) =>
        new(Path.GetFullPath(configuration["Tts:F5:ModelsFolder"] is { Length: > 0 } folder ? folder : Path.Combine(data.Root, "models")));

    /// <summary>Whether a name can be that of a model here.</summary>
    /// <param name="name">A plain name: letters, digits, dots, hyphens, underscores.</param>
    public static bool IsName(string name) => NamePattern().IsMatch(name) && !name.Equals(Downloads, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a file of a known model lies or would lie.</summary>
    public string PathOf(KnownModel model, KnownModelFile file) => Path.Combine(FolderOf(model.Id), file.Path);

    /// <summary>Where the files of a fetched model lie or would lie.</summary>
    public string FolderOf(string id) => Path.Combine(root, Downloads, id);

    /// <summary>Where a converted model lies or would lie.</summary>
    /// <param name="name">Its name.</param>
    public string ConvertedFolder(string name) => Path.Combine(root, name);

    /// <summary>Names of all folders that hold a converted model, links too.</summary>
    public IReadOnlyList<string> ConvertedNames() => !Directory.Exists(root) ? [] :
        [.. Directory.EnumerateDirectories(root).Where(ModelFolder.IsModel).Select(static folder => Path.GetFileName(folder)).Where(IsName).Order(StringComparer.Ordinal)];

    /// <summary>Names below <c>downloads</c>.</summary>
    public IReadOnlyList<string> FetchedNames() => !Directory.Exists(Path.Combine(root, Downloads)) ? [] :
        [.. Directory.EnumerateDirectories(Path.Combine(root, Downloads)).Select(static folder => Path.GetFileName(folder)).Where(IsName).Order(StringComparer.Ordinal)];

    /// <summary>What was remembered when a model was fetched; null when nothing, or it cannot be read.</summary>
    /// <param name="id">Its id.</param>
    public FetchedModel? ReadRecord(string id)
    {
        var path = Path.Combine(FolderOf(id), Record);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            return new FileInfo(path).Length <= LargestRecord
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelsJsonContext.Default.FetchedModel)
                : throw new JsonException($"it is larger than {LargestRecord} bytes.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} is damaged: {exception.Message} Delete it and run: ishowtts models pull {id}", exception);
        }
    }

    /// <summary>Remembers what was fetched.</summary>
    public void WriteRecord(FetchedModel model)
    {
        var path = Path.Combine(FolderOf(model.Id), Record);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(model, ModelsJsonContext.Default.FetchedModel));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Makes a model of one's own known under a name, by a link; nothing is copied.</summary>
    /// <param name="name">Its name here.</param>
    /// <param name="path">A converted folder, or a checkpoint file.</param>
    /// <returns>Path of the link.</returns>
    /// <exception cref="ModelException">The name is taken, or the path is neither.</exception>
    public string Add(string name, string path)
    {
        var target = Path.GetFullPath(path);
        try
        {
            if (Directory.Exists(target))
            {
                ModelFolder.Open(target);
                return Link(ConvertedFolder(name), link => Directory.CreateSymbolicLink(link, target));
            }

            if (!File.Exists(target))
            {
                throw new ModelException($"{path} is not there. Give the folder of a converted model, or a checkpoint file.");
            }

            return Link(Path.Combine(FolderOf(name), Path.GetFileName(target)), link => File.CreateSymbolicLink(link, target));
        }
        catch (CheckpointException exception)
        {
            throw new ModelException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{name} could not be linked to {target}: {exception.Message} Use the path itself where a model is asked for.", exception);
        }
    }

    /// <summary>The one file that was added under a name; null when there is none.</summary>
    /// <param name="name">A name.</param>
    public string? FindAdded(string name) =>
        IsName(name) && Directory.Exists(FolderOf(name)) && Directory.GetFiles(FolderOf(name)) is [var only] ? new FileInfo(only).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? only : null;

    /// <summary>What a name stands for here: converted and fetched folder, those that are there.</summary>
    /// <param name="name">A name.</param>
    public IReadOnlyList<string> Find(string name) =>
        !IsName(name) ? [] : [.. new[] { ConvertedFolder(name), FolderOf(name) }.Where(Directory.Exists)];

    /// <summary>Removes a folder; of a link only the link.</summary>
    /// <param name="folder">One that <see cref="Find(string)"/> gave.</param>
    public static void Remove(string folder)
    {
        try
        {
            var info = new DirectoryInfo(folder);
            info.Delete(recursive: info.LinkTarget is null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{folder} could not be removed: {exception.Message} Stop the worker if it uses it.", exception);
        }
    }

    private static string Link(string link, Action<string> make)
    {
        if (Path.Exists(link))
        {
            throw new ModelException($"{link} is there already. Choose another name, or remove it with: ishowtts models remove");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        make(link);
        return link;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", RegexOptions.None, 1_000)]
    private static partial Regex NamePattern();
}
