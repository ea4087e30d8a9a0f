using System.Text.Json;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Discord;

/// <summary>Remembers which servers have which commands, so that they are given only when they changed. Not thread safe.</summary>
/// <remarks>Losing the file costs one more registration of the same commands; so a damaged one counts as none.</remarks>
internal sealed class RegisteredCommandsFile(DataDirectory directory, ILogger logger)
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>What was remembered; nothing when it was another application.</summary>
    /// <param name="applicationId">The bot's application.</param>
    public RegisteredCommands Read(string applicationId)
    {
        try
        {
            var file = new FileInfo(directory.DiscordCommandsFile);
            if (!file.Exists || file.Length > MaxBytes)
            {
                return RegisteredCommands.None with { ApplicationId = applicationId };
            }

            var content = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), DiscordJsonContext.Default.RegisteredCommands);
            return content?.ApplicationId == applicationId ? content : RegisteredCommands.None with { ApplicationId = applicationId };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.FileUnread(logger, directory.DiscordCommandsFile, e.Message);
            return RegisteredCommands.None with { ApplicationId = applicationId };
        }
    }

    /// <summary>Remembers; when it cannot, the commands are given again at the next start.</summary>
    /// <param name="content">All of it.</param>
    public void Write(RegisteredCommands content)
    {
        try
        {
            PrivateFile.Replace(directory.DiscordCommandsFile, JsonSerializer.SerializeToUtf8Bytes(content, DiscordJsonContext.Default.RegisteredCommands));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.FileUnwritten(logger, directory.DiscordCommandsFile, e.Message);
        }
    }
}
