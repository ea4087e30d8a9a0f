using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <content>Answers to interactions.</content>
internal sealed partial class DiscordBot
{
    private const int MaxContent = 2_000;
    private const int MaxChoice = 100;

    /// <inheritdoc/>
    public ValueTask AnswerAsync(string interactionId, string content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireConnection(isPatient: pending.Knows(interactionId));
        SendAnswer(interactionId, content);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ChooseAsync(string interactionId, IReadOnlyList<DiscordChoice> choices, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireConnection();
        SendChoices(interactionId, choices);
        return ValueTask.CompletedTask;
    }

    private static string Shorten(string text, int length)
        => text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");

    private static BridgeBytes OrderOf(BridgeOrders.Answer answer) => BridgeFrames.Of(answer, BridgeJsonContext.Default.Answer);

    private void SendAnswer(string interactionId, string content)
        => Send(OrderOf(pending.Answer(interactionId, Shorten(content, MaxContent))));

    private void SendChoices(string interactionId, IReadOnlyList<DiscordChoice> choices)
    {
        var cut = choices.Take(MaxChoices).Select(static choice => new BridgeOrders.Choice { Name = Shorten(choice.Name, MaxChoice), Value = Shorten(choice.Value, MaxChoice) });
        Send(OrderOf(new BridgeOrders.Answer { Id = interactionId, Choices = [.. cut] }));
    }
}
