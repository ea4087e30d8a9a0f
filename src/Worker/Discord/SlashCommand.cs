namespace IShowTts.Worker.Discord;

/// <summary>A subcommand of <c>/tts</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, 1 to 100 characters.</param>
/// <param name="Options">What it takes, required ones first.</param>
internal sealed record SlashCommand(string Name, string Description, params IReadOnlyList<SlashOption> Options);
