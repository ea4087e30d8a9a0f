namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>An error as OpenAI's clients read it.</summary>
/// <param name="Error">The error.</param>
internal sealed record OpenAiErrorBody(OpenAiError Error);

/// <summary>What went wrong.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">OpenAI's kind of error: <c>invalid_request_error</c>, <c>server_error</c>…</param>
/// <param name="Param">The field that is wrong; null when it is none.</param>
/// <param name="Code">OpenAI's code where it has one, else the name of our problem with underscores.</param>
internal sealed record OpenAiError(string Message, string Type, string? Param, string? Code);
