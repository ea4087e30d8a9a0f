namespace IShowTts.Worker.Commands;

/// <summary>One command that can be typed.</summary>
/// <param name="Name">One of <see cref="CommandNames"/>.</param>
/// <param name="Usage">How it is typed after the root, for help.</param>
/// <param name="RunAsync">Carries it out and gives the answer.</param>
internal sealed record ChatCommand(string Name, string Usage, Func<CommandCall, CancellationToken, ValueTask<string>> RunAsync);
