namespace IShowTts.TestKit.Hosting;

/// <summary>How much load.</summary>
/// <param name="Listeners">Event streams that are open all the time.</param>
/// <param name="Requests">Requests for audio at the same time.</param>
/// <param name="Messages">Messages that go through the queue meanwhile.</param>
/// <param name="Rounds">Times that all requests are made.</param>
internal sealed record ApiLoadSize(int Listeners, int Requests, int Messages, int Rounds);
