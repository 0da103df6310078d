using CommunityPlatform.Pack;

return Commands.Run(args);
