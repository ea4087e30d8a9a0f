using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.TestKit.Twitch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class TwitchIrcEventSourceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Read_ChatMessage_IsGivenAndHealthIsConnected()
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var server = await LoopbackIrcServer.StartAsync();
        await using var provider = Build(server.Url);
        var source = provider.GetRequiredService<IEventSource>();

        await using var events = source.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        var next = events.MoveNextAsync();
        var client = await server.AcceptAndWelcomeAsync(limit.Token);
        await client.SendChatAsync("m1", "ann", "hello there");

        (await next).ShouldBeTrue();
        events.Current.ShouldBeOfType<ChatMessage>().Message.Text.ShouldBe("hello there");
        source.Health.State.ShouldBe(SourceState.Connected);
        client.Received.ShouldContain(line => line.StartsWith("NICK justinfan", StringComparison.Ordinal));
    }

    private static ServiceProvider Build(Uri url)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twitch:Channel"] = "#SomeChannel",
            ["Twitch:IrcUrl"] = url.ToString(),
            ["Twitch:ReconnectMinSeconds"] = "0.01",
        }).Build();
        return new ServiceCollection().AddLogging().AddTwitchIrc(configuration).BuildServiceProvider();
    }
}
