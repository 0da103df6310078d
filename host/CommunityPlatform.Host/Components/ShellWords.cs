using CommunityPlatform.Host.Components.Shell;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Components;

/// <summary>The shells' words out of the resources.</summary>
internal static class ShellWords
{
    public static StaffShellTexts Staff(IStringLocalizer<ComponentTexts> t) => new(
        t["Shell.Skip"], t["Shell.OpenNav"], t["Shell.CloseNav"], t["Shell.NavLabel"], t["Nav.Home"], t["Shell.CommunityMenu"], t["Shell.PersonMenu"],
        t["Shell.CloseMenu"], t["Shell.Command"], t["Shell.Language"], t["Shell.LanguageShort"], t["Shell.Dark"], t["Shell.Light"], t["Shell.Badge"],
        new(t["Palette.Title"], t["Palette.Placeholder"], t["Palette.Nothing"], t["Palette.Move"], t["Palette.Open"], t["Palette.Close"]));
}
