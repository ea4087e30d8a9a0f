using System.Net;
using System.Text;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>Reads one field of an <c>application/x-www-form-urlencoded</c> body.</summary>
internal static class FormField
{
    /// <summary>The bytes of a field.</summary>
    /// <param name="body">The raw body.</param>
    /// <param name="name">Name of the field, ASCII.</param>
    /// <returns>Its decoded bytes; null when it is missing or there are several.</returns>
    public static byte[]? Read(ReadOnlySpan<byte> body, string name)
    {
        var wanted = Encoding.ASCII.GetBytes(name);
        byte[]? found = null;
        foreach (var part in body.Split((byte)'&'))
        {
            var field = body[part];
            var equals = field.IndexOf((byte)'=');
            if (equals < 0 || !Decode(field[..equals]).AsSpan().SequenceEqual(wanted)) continue;
            if (found is not null) return null;

            found = Decode(field[(equals + 1)..]);
        }

        return found;
    }

    private static byte[] Decode(ReadOnlySpan<byte> encoded) => WebUtility.UrlDecodeToBytes(encoded.ToArray(), 0, encoded.Length) ?? [];
}
