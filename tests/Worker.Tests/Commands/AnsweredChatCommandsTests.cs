using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using Microsoft.Extensions.Logging;

namespace IShowTts.Worker.Tests.Commands;

public sealed class AnsweredChatCommandsTests : IDisposable, ICommandObserver, ILogger<CommandJournal>
{
    private readonly CommandStage _stage = new();
    private readonly List<string> _seen = [];
    private readonly List<string> _logged = [];

    public void Dispose() => _stage.Dispose();

    void ICommandObserver.Answered(Viewer viewer, string reply) => _seen.Add($"{viewer.Login}: {reply}");

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _logged.Add(formatter(state, exception));

    [Fact]
    public async Task Handle_WithoutAToken_AnswersOnTheConsoleAndInTheAuditLog()
    {
        var handled = await Subject().HandleAsync(CommandStage.Message(CommandStage.Ana, "!tts pause"), default);

        handled.ShouldBeTrue();
        _seen.ShouldBe(["ana: That needs the role Moderator or above."]);
        var line = JsonDocument.Parse(_stage.AuditLines.ShouldHaveSingleItem()).RootElement;
        line.GetProperty("who").GetString().ShouldBe("ana");
        line.GetProperty("what").GetString().ShouldBe("answer");
        line.GetProperty("target").GetString().ShouldBe("pause");
        line.GetProperty("outcome").GetString().ShouldBe("That needs the role Moderator or above.");
    }

    [Fact]
    public async Task Handle_ANameThatAViewerChose_IsNotLogged()
    {
        await Subject().HandleAsync(CommandStage.Message(CommandStage.Mod, "!tts nickname Zebulon"), default);

        _seen.ShouldHaveSingleItem().ShouldContain("Zebulon");
        _logged.ShouldHaveSingleItem().ShouldBe("mod: command nickname is answered");
    }

    [Fact]
    public async Task Handle_PlainChat_IsNeitherHandledNorTold()
    {
        var handled = await Subject().HandleAsync(CommandStage.Message(CommandStage.Ana, "hello"), default);

        handled.ShouldBeFalse();
        _seen.ShouldBeEmpty();
        _stage.AuditLines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handle_FromDiscord_IsNoCommandAndAnsweredNowhere()
    {
        var message = CommandStage.Message(CommandStage.Mod, "!tts skip") with { Source = "discord" };

        (await Subject().HandleAsync(message, default)).ShouldBeFalse();

        _seen.ShouldBeEmpty();
        _stage.Control.Calls.ShouldBeEmpty();
        _stage.AuditLines.ShouldBeEmpty();
    }

    private AnsweredChatCommands Subject() => new(_stage.Router, [], new CommandJournal([this], _stage.Audit, this));
}
